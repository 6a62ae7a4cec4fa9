package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.api.access.KeyRole;
import io.headgate.api.files.FileStore;
import io.headgate.api.files.Purpose;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.InferenceRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key of a project sends for that project, by whichever way, and for no other. */
class ProjectKeysIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BODY = TestApi.BODY.replace("\n", " ");
    private static final String ELSEWHERE = "\"headgate\":{\"tags\":{\"project\":\"billing\"}}";
    private static KeyedApis apis;
    private static String key;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        apis = KeyedApis.start(ProjectKeysIT.class, directory);
        key = apis.key(KeyRole.CLIENT, "acme", "search");
    }

    @AfterAll
    static void stop() {
        apis.close();
    }

    @Test
    void oneRequestHasTheProject_andMayNameNoOther() throws Exception {
        HttpResponse<String> accepted = submit("/v1/requests", BODY, "headgate-id", "one");

        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        assertThat(projectsOf("one")).containsExactly("search");
        assertThat(submit("/v1/requests", BODY, "headgate-tag-project", "billing"))
                .satisfies(reply -> assertThat(reply.statusCode()).isEqualTo(403))
                .satisfies(reply -> assertThat(reply.body()).contains("project_mismatch"));
        assertThat(submit("/v1/requests", "{%s,\"body\":%s}".formatted(ELSEWHERE, BODY)))
                .satisfies(reply -> assertThat(reply.statusCode()).isEqualTo(403))
                .satisfies(reply -> assertThat(reply.body()).contains("tags.project"));
    }

    @Test
    void eachLineHasTheProject_andMayNameNoOther() throws Exception {
        HttpResponse<String> bulk = submit(
                "/v1/requests/bulk", """
                {"headgate":{"id":"line-1"},"body":%s}
                {%s,"body":%s}""".formatted(BODY, ELSEWHERE, BODY), "content-type", "application/x-ndjson");

        assertThat(bulk.statusCode()).as(bulk.body()).isEqualTo(200);
        assertThat(projectsOf("line-1")).containsExactly("search");
        JsonNode refused = JSON.readTree(bulk.body().lines().toList().get(1));
        assertThat(refused.at("/status").asText()).isEqualTo("refused");
        assertThat(refused.at("/error/code").asText()).isEqualTo("tenant_mismatch");
        assertThat(refused.at("/error/param").asText()).isEqualTo("tags.project");
    }

    @Test
    void eachLineOfABatchHasTheProject() throws Exception {
        String batch = order("");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(projectsOf(batch + "-1")).containsExactly("search"));
    }

    @Test
    void aLineOfABatchMayNameNoOther() throws Exception {
        String batch = order("," + ELSEWHERE);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode shown =
                    JSON.readTree(apis.send("GET", "/v1/batches/" + batch, key).body());
            assertThat(shown.at("/status").asText()).as(shown.toString()).isEqualTo("completed");
            assertThat(shown.at("/request_counts/failed").asInt()).isEqualTo(1);
        });
        assertThat(projectsOf(batch + "-1")).isEmpty();
    }

    /** A batch of one line, its id. */
    private static String order(String besides) throws Exception {
        String line = "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":%s%s}"
                .formatted(BODY, besides);
        HttpResponse<String> ordered = submit(
                "/v1/batches",
                "{\"input_file_id\":\"%s\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\"}"
                        .formatted(upload(line)));
        assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(200);
        return JSON.readTree(ordered.body()).path("id").asText();
    }

    private static String upload(String content) throws IOException {
        return apis.one
                .bean(FileStore.class)
                .create(
                        new TenantId("acme"),
                        Purpose.BATCH,
                        "in.jsonl",
                        new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)))
                .id()
                .value();
    }

    private static HttpResponse<String> submit(String path, String body, String... headers) throws Exception {
        return apis.send(apis.one, "POST", path, key, body, headers);
    }

    /** The project of each admission of a request of the tenant. */
    private static Stream<String> projectsOf(String id) {
        return apis.topics.all(apis.one.kafka.topics().admissions()).stream()
                .map(record -> apis.one.codecs.admission().decode(record.value()))
                .flatMap(decoded -> decoded instanceof Decoded.Readable<Admission>(InferenceRequest request)
                        ? Stream.of(request)
                        : Stream.empty())
                .filter(request -> request.key().equals(Samples.key("acme", id)))
                .map(request ->
                        Objects.requireNonNullElse(request.context().tags().get("project"), "none"));
    }
}
