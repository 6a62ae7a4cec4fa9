package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.api.files.FileId;
import io.headgate.api.files.FileStore;
import io.headgate.api.files.Purpose;
import io.headgate.api.files.StoredFile;
import io.headgate.deploy.embedded.EmbeddedDatabase;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.id.Sha256;
import io.headgate.schemas.id.TenantId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static TestApi api;
    private static String jdbcUrl;

    @BeforeAll
    static void start() throws Exception {
        String bootstrap = TestServers.shared().bootstrapServers();
        String prefix = TestServers.freshPrefix(FilesIT.class);
        TestApi.createTopics(bootstrap, prefix);
        jdbcUrl = TestServers.freshDatabase();
        api = new TestApi(bootstrap, prefix, jdbcUrl);
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> get("acme", "/v1/files").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void isReadAsItWasSent_whateverItsNameAndTheOrderOfTheForm() throws Exception {
        // The server takes a backslash in a quoted name for the sign before a quote, and drops it.
        JsonNode file = uploaded(
                "acme",
                RawForm.file("../ünï/co\\de.jsonl", "{\"a\":1}\n") + RawForm.field("purpose", "batch") + RawForm.end());
        String id = file.path("id").asText();
        assertThat(id).startsWith("file-");
        assertThat(file.path("object").asText()).isEqualTo("file");
        assertThat(file.path("bytes").asInt()).isEqualTo(8);
        assertThat(file.path("purpose").asText()).isEqualTo("batch");
        assertThat(file.path("filename").asText()).isEqualTo("code.jsonl");
        assertThat(file.path("status").asText()).isEqualTo("processed");

        assertThat(JSON.readTree(get("acme", "/v1/files/" + id).body())).isEqualTo(file);
        HttpResponse<String> content = api.send(HttpRequest.newBuilder(api.base.resolve("/v1/files/" + id + "/content"))
                .header("headgate-tenant", "acme")
                .header("accept", "application/binary"));
        assertThat(content.body()).isEqualTo("{\"a\":1}\n");
        assertThat(content.headers().firstValue("content-type")).contains("application/octet-stream");
        assertThat(content.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(content.headers().firstValue("content-disposition"))
                .contains("attachment; filename=\"code.jsonl\"; filename*=UTF-8''code.jsonl");
        assertThat(content.headers().firstValue("content-length")).contains("8");

        assertThat(get("globex", "/v1/files/" + id).statusCode()).isEqualTo(404);
        assertThat(get("globex", "/v1/files/" + id + "/content").statusCode()).isEqualTo(404);
        assertThat(delete("globex", "/v1/files/" + id).statusCode()).isEqualTo(404);
        HttpResponse<String> deleted = delete("acme", "/v1/files/" + id);
        assertThat(JSON.readTree(deleted.body()).path("deleted").asBoolean()).isTrue();
        assertThat(get("acme", "/v1/files/" + id).statusCode()).isEqualTo(404);
        assertThat(rows("SELECT count(*) FROM file_pieces WHERE file_id = '" + id + "'"))
                .isZero();
    }

    @Test
    void isKeptInPieces_whenItIsLarge() throws Exception {
        byte[] large = new byte[40 * 1024 * 1024 + 17];
        new Random(7).nextBytes(large);
        List<byte[]> form = List.of(
                (RawForm.field("purpose", "batch") + RawForm.fileHead("file", "large.jsonl"))
                        .getBytes(StandardCharsets.UTF_8),
                large,
                ("\r\n" + RawForm.end()).getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> reply = api.send(RawForm.post(api.base, "acme", BodyPublishers.ofByteArrays(form)));

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        String id = JSON.readTree(reply.body()).path("id").asText();
        FileStore store = api.bean(FileStore.class);
        StoredFile file = store.find(new TenantId("acme"), new FileId(id)).orElseThrow();
        assertThat(file.bytes()).isEqualTo(large.length);
        assertThat(file.sha256()).isEqualTo(Sha256.hex(large));
        try (InputStream all = store.open(file.tenant(), file.id())) {
            assertThat(all.readAllBytes()).isEqualTo(large);
        }
        try (InputStream rest = store.open(file.tenant(), file.id(), large.length - 300_000)) {
            assertThat(rest.readAllBytes()).isEqualTo(Arrays.copyOfRange(large, large.length - 300_000, large.length));
        }
        try (InputStream cut = store.open(file.tenant(), file.id())) {
            cut.readNBytes(1_000_000);
            store.delete(file.tenant(), file.id());
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(cut::readAllBytes)
                    .withMessageContaining("deleted");
        }
    }

    @Test
    void nothingIsLeft_whenTheClientGoesAwayInTheMiddle() throws Exception {
        byte[] some = (RawForm.fileHead("file", "cut.jsonl") + "x".repeat(3_000_000)).getBytes(StandardCharsets.UTF_8);

        RawForm.sendAndCut(api.base, "cut", 50_000_000, some);

        await().during(1, TimeUnit.SECONDS)
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> rows("SELECT count(*) FROM files WHERE tenant = 'cut'") == 0);
        assertThat(get("acme", "/v1/files").statusCode()).isEqualTo(200);
    }

    @Test
    void isTooLarge_whenItSaysSoAndIsNotSentAtAll() throws Exception {
        assertThat(RawForm.statusOf(api.base, "acme", 500L * 1024 * 1024)).contains(" 413 ");
    }

    @Test
    void othersMayNotBeAsLargeAsAFile() throws Exception {
        HttpResponse<String> reply = api.post("[" + "0,".repeat(15_000_000) + "0]", "headgate-tenant", "acme");

        assertThat(reply.statusCode()).isEqualTo(413);
    }

    static Stream<Arguments> badForms() {
        String file = RawForm.file("a.jsonl", "{}");
        String purpose = RawForm.field("purpose", "batch");
        return Stream.of(
                Arguments.of("malformed_form", ""),
                Arguments.of("malformed_form", "{\"purpose\":\"batch\"}"),
                Arguments.of("malformed_form", file + purpose),
                Arguments.of("malformed_form", RawForm.field("x".repeat(300_000), "y") + RawForm.end()),
                Arguments.of("malformed_form", RawForm.field("purpose", "y".repeat(300_000)) + RawForm.end()),
                Arguments.of("malformed_form", purpose.repeat(50) + RawForm.end()),
                Arguments.of("invalid_field", purpose + RawForm.end()),
                Arguments.of("invalid_field", file + RawForm.end()),
                Arguments.of("invalid_field", file + file + purpose + RawForm.end()),
                Arguments.of("invalid_field", file + RawForm.field("purpose", "fine-tune") + RawForm.end()),
                Arguments.of("invalid_field", file + RawForm.field("purpose", "batch_output") + RawForm.end()),
                Arguments.of("invalid_field", file + purpose + RawForm.field("tenant", "globex") + RawForm.end()),
                Arguments.of("invalid_field", RawForm.file("a.jsonl", "") + purpose + RawForm.end()),
                Arguments.of(
                        "invalid_field",
                        file + purpose + RawForm.field("expires_after[seconds]", "1") + RawForm.end()));
    }

    @ParameterizedTest
    @MethodSource("badForms")
    void isATypedError_whenTheFormIsBad(String code, String form) throws Exception {
        HttpResponse<String> reply = api.send(RawForm.post(api.base, "bad", BodyPublishers.ofString(form)));

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
        assertThat(JSON.readTree(reply.body()).at("/error/code").asText()).isEqualTo(code);
        assertThat(rows("SELECT count(*) FROM files WHERE tenant = 'bad'")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "multipart/form-data", "multipart/form-data; boundary=", "text/html", "x"})
    void isUnsupported_whenItIsNoForm(String type) throws Exception {
        HttpResponse<String> reply = api.send(HttpRequest.newBuilder(api.base.resolve("/v1/files"))
                .header("content-type", type)
                .header("headgate-tenant", "acme")
                .POST(BodyPublishers.ofString("x".repeat(1_000_000))));

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(415);
        assertThat(JSON.readTree(reply.body()).at("/error/code").asText()).isEqualTo("unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/files/..%2f..%2fetc%2fpasswd",
                "/v1/files/file-..%2fx",
                "/v1/files/file-",
                "/v1/files/%00",
                "/v1/files/batch_1/content",
                "/v1/files/file-a%20b/content",
                "/v1/files?limit=0",
                "/v1/files?limit=10001",
                "/v1/files?limit=x",
                "/v1/files?limit=1&limit=2",
                "/v1/files?order=up",
                "/v1/files?purpose=assistants",
                "/v1/files?after=../x"
            })
    void isATypedError_whenTheAddressIsBad(String path) throws Exception {
        HttpResponse<String> reply = get("acme", path);

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
        assertThat(JSON.readTree(reply.body()).at("/error/code").asText()).isEqualTo("invalid_field");
        assertThat(JSON.readTree(reply.body()).path("allowed").asText()).isNotBlank();
    }

    @Test
    void areListedPageByPage() throws Exception {
        FileStore store = api.bean(FileStore.class);
        TenantId lister = new TenantId("lister");
        String output = created(store, lister, Purpose.BATCH_OUTPUT);
        List<String> ids = new ArrayList<>(List.of(output));
        for (int i = 0; i < 4; i++) {
            ids.add(created(store, lister, Purpose.BATCH));
        }
        // Of two within a millisecond either may be the older one.
        Collections.sort(ids);
        assertThat(list("lister", "")).containsExactlyElementsOf(ids.reversed());
        assertThat(list("lister", "?order=asc")).containsExactlyElementsOf(ids);
        assertThat(list("lister", "?purpose=batch_output")).containsExactly(output);

        JsonNode first =
                JSON.readTree(get("lister", "/v1/files?order=asc&limit=2").body());
        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(first.path("first_id").asText()).isEqualTo(ids.get(0));
        assertThat(first.path("last_id").asText()).isEqualTo(ids.get(1));
        store.delete(lister, new FileId(ids.get(1)));
        JsonNode second = JSON.readTree(
                get("lister", "/v1/files?order=asc&limit=3&after=" + ids.get(1)).body());
        assertThat(second.path("has_more").asBoolean()).isFalse();
        assertThat(second.path("data").findValuesAsText("id")).containsExactlyElementsOf(ids.subList(2, 5));
        assertThat(JSON.readTree(get("nobody", "/v1/files").body()).path("data"))
                .isEmpty();
    }

    @Test
    void isGoneAtItsMoment_whenItExpires() throws Exception {
        String expiring = RawForm.file("a.jsonl", "{}")
                + RawForm.field("purpose", "batch")
                + RawForm.field("expires_after[anchor]", "created_at")
                + RawForm.field("expires_after[seconds]", "3600")
                + RawForm.end();
        String kept = uploaded("expirer", expiring).path("id").asText();
        String id = uploaded("expirer", expiring).path("id").asText();
        assertThat(list("expirer", "")).containsExactlyInAnyOrder(kept, id);

        // The next round of retention, which deletes the row, is up to an hour away.
        update("UPDATE files SET expires_at = now() WHERE file_id = '" + id + "'");

        assertThat(list("expirer", "")).containsExactly(kept);
        assertThat(list("expirer", "?order=asc&purpose=batch")).containsExactly(kept);
        assertThat(get("expirer", "/v1/files/" + id).statusCode()).isEqualTo(404);
        assertThat(get("expirer", "/v1/files/" + id + "/content").statusCode()).isEqualTo(404);
        HttpResponse<String> batch = api.send(HttpRequest.newBuilder(api.base.resolve("/v1/batches"))
                .header("content-type", "application/json")
                .header("headgate-tenant", "expirer")
                .POST(BodyPublishers.ofString("""
                        {"input_file_id":"%s","endpoint":"/v1/chat/completions","completion_window":"24h"}""".formatted(id))));
        assertThat(batch.statusCode()).as(batch.body()).isEqualTo(400);
        assertThat(JSON.readTree(batch.body()).at("/error/param").asText()).isEqualTo("input_file_id");
        assertThat(delete("expirer", "/v1/files/" + id).statusCode()).isEqualTo(404);
        assertThat(get("expirer", "/v1/files/" + kept + "/content").statusCode())
                .isEqualTo(200);
    }

    private static void update(String statement) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(jdbcUrl, EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
                Statement update = connection.createStatement()) {
            assertThat(update.executeUpdate(statement)).isEqualTo(1);
        }
    }

    private static String created(FileStore store, TenantId tenant, Purpose purpose) throws IOException {
        return store.create(tenant, purpose, "f", new ByteArrayInputStream(new byte[] {1}))
                .id()
                .value();
    }

    private static List<String> list(String tenant, String query) throws Exception {
        return JSON.readTree(get(tenant, "/v1/files" + query).body())
                .path("data")
                .findValuesAsText("id");
    }

    private static JsonNode uploaded(String tenant, String form) throws Exception {
        HttpResponse<String> reply = api.send(RawForm.post(api.base, tenant, BodyPublishers.ofString(form)));
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return JSON.readTree(reply.body());
    }

    private static HttpResponse<String> get(String tenant, String path) throws Exception {
        return api.send(HttpRequest.newBuilder(api.base.resolve(path)).header("headgate-tenant", tenant));
    }

    private static HttpResponse<String> delete(String tenant, String path) throws Exception {
        return api.send(HttpRequest.newBuilder(api.base.resolve(path))
                .header("headgate-tenant", tenant)
                .DELETE());
    }

    private static long rows(String count) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(jdbcUrl, EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(count)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
