package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.api.batches.BatchesFixture;
import io.headgate.api.files.FileId;
import io.headgate.api.files.FileStore;
import io.headgate.api.files.Purpose;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.id.TenantId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Batches on a real Kafka and Postgres; behind the log a broker that answers at once. */
class BatchesIT {
    private static final String PREFIX = "batches.";
    private static final TenantId ACME = new TenantId("acme");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** So few at a time that a batch takes a while. */
    private static final Map<String, Object> SLOW = Map.of("headgate.batches.in-flight", 50);

    private static String bootstrap;
    private static String database;
    private static TestApi api;
    private static AutoCloseable broker;

    @BeforeAll
    static void start() throws Exception {
        bootstrap = TestServers.shared().bootstrapServers();
        database = TestServers.freshDatabase();
        TestApi.createTopics(bootstrap, PREFIX);
        api = new TestApi(bootstrap, PREFIX, database, SLOW);
        new KeptRows(database).awaitTables();
        broker = BatchesFixture.answering(api.kafka, api.codecs);
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
        api.close();
    }

    @Test
    void everyLineEndsInOneOfTheFiles_thoughProcessesComeAndGo() throws Exception {
        JsonNode batch =
                order(upload(IntStream.range(0, 1_500).mapToObj(i -> line("c" + i, i % 5 == 0 ? "fail" : "do"))));
        String id = batch.get("id").asText();
        assertThat(batch.get("status").asText()).isEqualTo("validating");

        await().atMost(Duration.ofSeconds(60))
                .until(() -> batch(id).at("/request_counts/completed").asInt() > 100);
        api.close();
        api = new TestApi(bootstrap, PREFIX, database, SLOW);
        TestApi second = new TestApi(bootstrap, PREFIX, database, SLOW);
        try {
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> batch(id).get("status").asText().equals("completed"));
        } finally {
            second.close();
        }

        JsonNode ended = batch(id);
        assertThat(ended.at("/request_counts").toString())
                .isEqualTo("{\"total\":1500,\"completed\":1200,\"failed\":300}");
        assertThat(ended.at("/usage/input_tokens").asLong()).isEqualTo(12L * 1_200);
        List<String> output = lines(ended, "output_file_id");
        List<String> errors = lines(ended, "error_file_id");
        assertThat(output).hasSize(1_200).allMatch(line -> line.contains("\"status_code\":200"));
        assertThat(errors).hasSize(300).allMatch(line -> line.contains("\"status_code\":503"));
        Set<String> names = new HashSet<>();
        for (String line : Stream.concat(output.stream(), errors.stream()).toList()) {
            names.add(JSON.readTree(line).get("custom_id").asText());
        }
        assertThat(names).hasSize(1_500);
        assertThat(BatchesFixture.ends(bootstrap, api.kafka, id))
                .isNotEmpty()
                .allMatch(event -> event.equals("completed"));
    }

    @Test
    void aBatchThatIsCancelledEnds_withWhatItHas() throws Exception {
        String id = order(upload(Stream.concat(
                        Stream.of(line("first", "do")), IntStream.range(0, 80).mapToObj(i -> line("h" + i, "hold")))))
                .get("id")
                .asText();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> batch(id).at("/request_counts/completed").asInt() == 1);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> gauge("headgate_api_batches_open") >= 1
                        && gauge("headgate_api_batches_lines_in_flight") > 1
                        && gauge("headgate_api_batches_lines_total{outcome=\"taken\"}") > 1);

        HttpResponse<String> cancelled = send("POST", "/v1/batches/" + id + "/cancel", "");
        assertThat(cancelled.statusCode()).as(cancelled.body()).isEqualTo(200);
        assertThat(cancelled.body()).contains("\"status\":\"cancelling\"");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> batch(id).get("status").asText().equals("cancelled"));
        assertThat(lines(batch(id), "output_file_id")).hasSize(1);
        assertThat(lines(batch(id), "error_file_id")).hasSize(80).allMatch(line -> line.contains("batch_cancelled"));
        assertThat(send("POST", "/v1/batches/" + id + "/cancel", "").statusCode())
                .isEqualTo(409);
    }

    @Test
    void whatHasNotEndedInTheWindowExpires_andTheRestKeepsItsEnd() throws Exception {
        String own = line("own", "overdue").replace("\"method\"", "\"headgate\":{\"deadline\":\"PT5M\"},\"method\"");
        String id = order(upload(Stream.of(
                                Stream.of(line("done", "do"), line("broken", "fail"), own),
                                IntStream.range(0, 4).mapToObj(i -> line("late" + i, "late")),
                                // So many that some of them are never sent.
                                IntStream.range(0, 83).mapToObj(i -> line("hold" + i, "hold")))
                        .flatMap(lines -> lines)))
                .get("id")
                .asText();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> batch(id).at("/headgate/in_flight").asInt() >= 10
                        && batch(id).at("/request_counts/completed").asInt() == 1
                        && batch(id).at("/request_counts/failed").asInt() == 2);
        assertThat(batch(id).at("/headgate/waiting").asInt()).isPositive();

        windowEnds(id, Duration.ZERO);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> batch(id).get("status").asText().equals("expired"));
        JsonNode ended = batch(id);
        assertThat(ended.get("expired_at").isNumber()).isTrue();
        assertThat(ended.get("completed_at").isNull()).isTrue();
        assertThat(ended.at("/request_counts").toString()).isEqualTo("{\"total\":90,\"completed\":1,\"failed\":2}");
        assertThat(ended.at("/headgate/expired").asInt()).isEqualTo(87);
        assertThat(ended.at("/headgate/cancelled").asInt()).isZero();
        assertThat(ended.at("/headgate/in_flight").asInt()).isZero();
        assertThat(lines(ended, "output_file_id")).singleElement().asString().contains("\"custom_id\":\"done\"");
        List<String> errors = lines(ended, "error_file_id");
        assertThat(errors.stream().map(BatchesIT::customId).distinct()).hasSize(89);
        assertThat(errors)
                .hasSize(89)
                .filteredOn(line -> line.contains("\"response\":null,\"error\":{\"code\":\"batch_expired\""))
                .hasSize(87)
                .allMatch(line ->
                        customId(line).startsWith("late") || customId(line).startsWith("hold"));
        assertThat(errors)
                .anyMatch(line -> line.contains("\"custom_id\":\"broken\"") && line.contains("\"status_code\":503"))
                .anyMatch(line -> line.contains("\"custom_id\":\"own\"") && line.contains("\"status_code\":504"));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> BatchesFixture.ends(bootstrap, api.kafka, id).equals(List.of("expired")));
    }

    @Test
    void whatDoesNotEndWhenItIsAskedToExpires_afterItsGrace() throws Exception {
        String id = order(upload(Stream.of(line("done", "do"), line("deaf1", "deaf"), line("deaf2", "deaf"))))
                .get("id")
                .asText();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> batch(id).at("/request_counts/completed").asInt() == 1
                        && batch(id).at("/headgate/in_flight").asInt() == 2);

        windowEnds(id, Duration.ofMinutes(11));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> batch(id).get("status").asText().equals("expired"));
        assertThat(batch(id).at("/request_counts").toString()).isEqualTo("{\"total\":3,\"completed\":1,\"failed\":0}");
        assertThat(batch(id).at("/headgate/expired").asInt()).isEqualTo(2);
        assertThat(lines(batch(id), "error_file_id")).hasSize(2).allMatch(line -> line.contains("batch_expired"));
    }

    /** As if the batch had been made so much earlier that its window ended this long ago. */
    private static void windowEnds(String batch, Duration ago) throws SQLException {
        new KeptRows(database)
                .change("UPDATE batches SET expires_at = now() - interval '%d s' WHERE batch_id = '%s'"
                        .formatted(ago.toSeconds(), batch));
    }

    private static String customId(String line) {
        try {
            return JSON.readTree(line).get("custom_id").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFileWithAMistakeIsNotSent_andTheLineIsTold() throws Exception {
        String id = order(upload(Stream.of(line("a", "do"), "{\"custom_id\":\"b\"}")))
                .get("id")
                .asText();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> batch(id).get("status").asText().equals("failed"));
        assertThat(batch(id).at("/errors/data/0/line").asInt()).isEqualTo(2);
        assertThat(batch(id).get("failed_at").isNumber()).isTrue();
    }

    @Test
    void publishedRequestsAreCounted_andTheirEndIsAnEvent() throws Exception {
        for (String text : List.of("do", "fail", "do")) {
            HttpResponse<String> sent = api.post(
                    TestApi.BODY.replace("Hello", text),
                    "headgate-tenant",
                    "acme",
                    "headgate-batch",
                    "nightly",
                    "headgate-batch-size",
                    "3");
            assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> send("GET", "/v1/batches/nightly", "").body().contains("\"status\":\"completed\""));
        assertThat(batch("nightly").at("/request_counts").toString())
                .isEqualTo("{\"total\":3,\"completed\":2,\"failed\":1}");
        assertThat(batch("nightly").at("/headgate/kind").asText()).isEqualTo("published");
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        BatchesFixture.ends(bootstrap, api.kafka, "nightly").equals(List.of("completed")));
    }

    @Test
    void whatFailedIsSentAgain_elsewhere() throws Exception {
        String id = order(upload(Stream.of(line("good", "do"), line("bad", "fail"))))
                .get("id")
                .asText();
        assertThat(send("POST", "/v1/batches/" + id + "/resubmit", "").statusCode())
                .isEqualTo(409);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> batch(id).get("status").asText().equals("completed"));

        HttpResponse<String> again = send("POST", "/v1/batches/" + id + "/resubmit", "{\"model\":\"deep-thought\"}");
        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        JsonNode child = JSON.readTree(again.body());
        assertThat(child.at("/headgate/parent").asText()).isEqualTo(id);
        assertThat(lines(child, "input_file_id"))
                .singleElement()
                .asString()
                .contains("\"custom_id\":\"bad\"", "\"model\":\"deep-thought\"", "1.0");
        assertThat(JSON.readTree(send("GET", "/v1/admin/audit?tenant=acme", "").body())
                        .path("data"))
                .filteredOn(act -> act.path("subject").asText().equals(id))
                .singleElement()
                .satisfies(act -> {
                    assertThat(act.path("action").asText()).isEqualTo("batch.resubmit");
                    assertThat(act.path("after").toString())
                            .isEqualTo("{\"batch\":%s,\"model\":\"deep-thought\"}".formatted(child.get("id")));
                });
        assertThat(send("POST", "/v1/batches/" + id + "/resubmit", "{\"provider\":7}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatIsUndoneIsSentElsewhereByItself_onceAndNoFurther() throws Exception {
        FileId file = upload(Stream.of(line("good", "do"), line("bad", "fail")));
        HttpResponse<String> unknown = order(file, ",\"metadata\":{\"headgate_resubmit\":\"deep-thougth\"}");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("metadata.headgate_resubmit", "deep-thought");

        String id = JSON.readTree(order(file, ",\"headgate\":{\"resubmit\":\"deep-thought\"}")
                        .body())
                .get("id")
                .asText();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> BatchesFixture.ends(bootstrap, api.kafka, id), List.of("completed")::equals);

        assertThat(children(id)).hasSize(1);
        String child = children(id).getFirst();
        assertThat(batch(child).get("metadata")).isEmpty();
        assertThat(lines(batch(child), "input_file_id"))
                .singleElement()
                .asString()
                .contains("\"custom_id\":\"bad\"", "\"model\":\"deep-thought\"");
        // As after a crash before it was written down that its end was told: told again, and nothing is sent again.
        new KeptRows(database)
                .change("UPDATE batches SET announced_at = NULL, next_step_at = now() WHERE batch_id = '%s'"
                        .formatted(id));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> BatchesFixture.ends(bootstrap, api.kafka, id).size() == 2
                        && BatchesFixture.ends(bootstrap, api.kafka, child).equals(List.of("completed")));
        assertThat(children(id)).containsExactly(child);
        assertThat(batch(child).at("/request_counts/failed").asInt()).isEqualTo(1);
        assertThat(children(child)).isEmpty();
    }

    private static List<String> children(String parent) throws IOException, InterruptedException {
        return StreamSupport.stream(
                        JSON.readTree(send("GET", "/v1/batches?limit=100", "").body())
                                .get("data")
                                .spliterator(),
                        false)
                .filter(batch -> batch.at("/headgate/parent").asText().equals(parent))
                .map(batch -> batch.get("id").asText())
                .toList();
    }

    @Test
    void listsPageByPage_andShowsNothingOfOthers() throws Exception {
        FileId file = upload(Stream.of(line("a", "do")));
        String first = order(file).get("id").asText();
        String second = order(file).get("id").asText();

        JsonNode page = JSON.readTree(send("GET", "/v1/batches?limit=1", "").body());
        assertThat(page.get("has_more").asBoolean()).isTrue();
        assertThat(page.get("last_id").asText()).isEqualTo(second);
        JsonNode next = JSON.readTree(
                send("GET", "/v1/batches?limit=1&after=" + second, "").body());
        assertThat(next.get("first_id").asText()).isEqualTo(first);

        assertThat(api.get("/v1/batches/" + first + "?tenant=globex").statusCode())
                .isEqualTo(404);
        assertThat(api.get("/v1/batches?tenant=globex").body()).contains("\"data\":[]");
        assertThat(api.get("/v1/batches").statusCode()).isEqualTo(400);
        assertThat(send("GET", "/v1/batches?limit=0", "").statusCode()).isEqualTo(400);
    }

    /** NaN where there is none. */
    private static double gauge(String name) throws IOException, InterruptedException {
        return api.manage("/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    private static FileId upload(Stream<String> lines) throws IOException {
        byte[] content = String.join("\n", lines.toList()).getBytes(StandardCharsets.UTF_8);
        return api.bean(FileStore.class)
                .create(ACME, Purpose.BATCH, "in.jsonl", new ByteArrayInputStream(content))
                .id();
    }

    /** @param more members of the order, each after a comma */
    private static HttpResponse<String> order(FileId file, String more) throws IOException, InterruptedException {
        return send(
                "POST",
                "/v1/batches",
                "{\"input_file_id\":\"%s\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\"%s}"
                        .formatted(file, more));
    }

    private static JsonNode order(FileId file) throws IOException, InterruptedException {
        HttpResponse<String> ordered = order(file, "");
        assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(200);
        return JSON.readTree(ordered.body());
    }

    private static JsonNode batch(String id) throws IOException, InterruptedException {
        HttpResponse<String> found = send("GET", "/v1/batches/" + id, "");
        assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
        return JSON.readTree(found.body());
    }

    private static List<String> lines(JsonNode batch, String file) throws IOException {
        try (var content =
                api.bean(FileStore.class).open(ACME, new FileId(batch.get(file).asText()))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return api.send(HttpRequest.newBuilder(api.base.resolve(path))
                .header("content-type", "application/json")
                .header("headgate-tenant", "acme")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String line(String customId, String text) {
        return "{\"custom_id\":\"%s\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":%s}"
                .formatted(customId, TestApi.BODY.replace("Hello", text).strip());
    }
}
