package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.api.files.FileLabel;
import io.headgate.api.files.FileStore;
import io.headgate.api.files.Purpose;
import io.headgate.api.retention.RetentionRound;
import io.headgate.deploy.embedded.EmbeddedDatabase;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.UserId;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is kept is deleted when its time is over, or when somebody asks for it; and what was erased does not come back. */
class KeepingIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static TestApi api;
    private static TestTopics topics;
    private static String jdbcUrl;

    @BeforeAll
    static void start() throws Exception {
        String bootstrap = TestServers.shared().bootstrapServers();
        String prefix = TestServers.freshPrefix(KeepingIT.class);
        TestApi.createTopics(bootstrap, prefix);
        jdbcUrl = TestServers.freshDatabase();
        api = new TestApi(bootstrap, prefix, jdbcUrl);
        topics = new TestTopics(bootstrap);
    }

    @AfterAll
    static void stop() {
        topics.close();
        api.close();
    }

    @Test
    void aPersonsDataIsGoneAndStaysAway() throws Exception {
        RequestKey ended = Samples.key("person", "ended");
        RequestKey waiting = Samples.key("person", "waiting");
        admit(ended);
        admit(waiting);
        end(ended);
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> rows("SELECT count(*) FROM requests WHERE tenant = 'person' AND admitted"
                                + " AND (request_id = 'waiting' OR response IS NOT NULL)")
                        == 2);
        change("INSERT INTO requests (tenant, request_id, status, admitted, user_id, accepted_at)"
                + " VALUES ('person', 'of-another', 'accepted', true, 'u2', now()),"
                + " ('other', 'same-name', 'accepted', true, 'u1', now())");
        file("person", "u1");
        file("person", "u2");

        JsonNode dry = erase("person", "?user=u1&dry_run=true");
        assertThat(dry.path("erased").path("requests").asLong()).isEqualTo(2);
        assertThat(dry.path("erased").path("files").asLong()).isEqualTo(1);
        assertThat(dry.path("dry_run").asBoolean()).isTrue();
        assertThat(rows("SELECT count(*) FROM erasures WHERE tenant = 'person'"))
                .isZero();

        JsonNode erased = erase("person", "?user=u1");
        assertThat(erased.path("erased")).isEqualTo(dry.path("erased"));
        assertThat(erased.path("not_erased").findValuesAsText("where"))
                .contains(api.kafka.topics().results());
        assertThat(rows("SELECT count(*) FROM erasures WHERE finished_at IS NOT NULL AND user_id IS NULL"
                        + " AND erased @> '{\"requests\": 2, \"files\": 1}'"))
                .isEqualTo(1);

        // What was under way ends, and what had ended is read again.
        end(waiting);
        end(ended);
        admit(ended);
        RequestKey fence = Samples.key("fence", "after-person");
        admit(fence);
        end(fence);
        await().atMost(60, TimeUnit.SECONDS)
                .until(() ->
                        rows("SELECT count(*) FROM requests WHERE tenant = 'fence' AND ended_at IS NOT NULL") == 1);
        await().during(2, TimeUnit.SECONDS)
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> rows("SELECT count(*) FROM requests WHERE tenant = 'person'") == 1);
        assertThat(rows("SELECT count(*) FROM requests WHERE tenant = 'other'")).isEqualTo(1);
        assertThat(rows("SELECT count(*) FROM files WHERE tenant = 'person'")).isEqualTo(1);

        // Who comes again is served, and what they send is kept.
        change("INSERT INTO requests (tenant, request_id, status, admitted, user_id, accepted_at)"
                + " VALUES ('person', 'ended', 'accepted', true, 'u1', now() + interval '1 second')");
        assertThat(rows("SELECT count(*) FROM requests WHERE tenant = 'person'"))
                .isEqualTo(2);
    }

    @Test
    void aTenantsDataIsGone() throws Exception {
        change("INSERT INTO requests (tenant, request_id, status, admitted, accepted_at)"
                + " SELECT 'leaver', 'r' || n, 'accepted', true, now() FROM generate_series(1, 1203) AS n");
        file("leaver", "u1");

        JsonNode erased = erase("leaver", "?tenant=leaver");

        assertThat(erased.path("erased").path("requests").asLong()).isEqualTo(1203);
        assertThat(erased.has("user")).isFalse();
        assertThat(rows("SELECT count(*) FROM requests WHERE tenant = 'leaver'"))
                .isZero();
        assertThat(rows("SELECT count(*) FROM files WHERE tenant = 'leaver'")).isZero();
        // A notice says neither when nor who.
        change("INSERT INTO requests (tenant, request_id, status, admitted, waiting_for) VALUES"
                + " ('leaver', 'r1', 'waiting', false, 'capacity')");
        assertThat(rows("SELECT count(*) FROM requests WHERE tenant = 'leaver'"))
                .isZero();
    }

    @Test
    void nothingIsErased_whenNobodyIsNamed() throws Exception {
        HttpResponse<String> reply = delete("acme", "");

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
        assertThat(JSON.readTree(reply.body()).path("allowed").asText()).isNotBlank();
    }

    @Test
    void whatIsOldIsDeleted() throws Exception {
        change("INSERT INTO requests (tenant, request_id, status, admitted, accepted_at, ended_at) VALUES"
                + " ('aging', 'old', 'completed', true, now() - interval '40 days', now() - interval '31 days'),"
                + " ('aging', 'young', 'completed', true, now() - interval '40 days', now() - interval '29 days'),"
                + " ('aging', 'lost', 'accepted', true, now() - interval '61 days', NULL),"
                + " ('aging', 'under-way', 'accepted', true, now() - interval '40 days', NULL)");
        FileStore store = api.bean(FileStore.class);
        TenantId aging = new TenantId("aging");
        store.create(aging, Purpose.BATCH, "old", content());
        change("UPDATE files SET created_at = now() - interval '31 days' WHERE tenant = 'aging'");
        store.create(
                aging, new FileLabel(Purpose.BATCH, "expired", Instant.now().minusSeconds(5), null), content());
        store.create(aging, Purpose.BATCH, "young", content());
        change("INSERT INTO files (tenant, file_id, complete, bytes, created_at, written_at) VALUES"
                + " ('aging', 'file-abandoned', false, 0, now(), now() - interval '2 hours'),"
                + " ('aging', 'file-active', false, 0, now(), now())");

        Map<String, Long> gone = api.bean(RetentionRound.class).run();

        assertThat(gone)
                .containsEntry("results", 1L)
                .containsEntry("unended_requests", 1L)
                .containsEntry("files", 1L)
                .containsEntry("expired_files", 1L)
                .containsEntry("abandoned_uploads", 1L);
        assertThat(rows("SELECT count(*) FROM requests WHERE tenant = 'aging'")).isEqualTo(2);
        assertThat(rows("SELECT count(*) FROM files WHERE tenant = 'aging'")).isEqualTo(2);
        assertThat(rows("SELECT count(*) FROM file_pieces WHERE tenant = 'aging'"))
                .isEqualTo(1);
    }

    private static void admit(RequestKey key) throws Exception {
        topics.write(
                api.kafka.topics().admissions(),
                key.tenant().value(),
                api.codecs.admission().encode(Samples.request(key, TestApi.BODY)));
    }

    private static void end(RequestKey key) throws Exception {
        topics.write(
                api.kafka.topics().results(),
                key.request().value(),
                api.codecs.result().encode(Samples.completed(key, "{\"choices\":[]}")));
    }

    private static void file(String tenant, String user) throws Exception {
        api.bean(FileStore.class)
                .create(new TenantId(tenant), new FileLabel(Purpose.BATCH, "f", null, new UserId(user)), content());
    }

    private static ByteArrayInputStream content() {
        return new ByteArrayInputStream(new byte[] {1});
    }

    private static JsonNode erase(String tenant, String query) throws Exception {
        HttpResponse<String> reply = delete(tenant, query);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return JSON.readTree(reply.body());
    }

    private static HttpResponse<String> delete(String tenant, String query) throws Exception {
        return api.send(HttpRequest.newBuilder(api.base.resolve("/v1/data" + query))
                .header("headgate-tenant", tenant)
                .DELETE());
    }

    private static void change(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static long rows(String count) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(count)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
    }
}
