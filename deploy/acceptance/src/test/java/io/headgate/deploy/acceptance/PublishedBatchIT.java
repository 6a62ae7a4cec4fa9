package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A batch that nobody uploads: its requests are published to the topic, each marked, and followed until all have ended. */
class PublishedBatchIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int SIZE = 90;
    private static final int HALF = SIZE / 2;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final World world = World.shared();
    private final String batch = "night-" + UUID.randomUUID();

    @AfterAll
    static void stop() {
        CLIENT.close();
    }

    @Test
    void everyRequestIsCountedOnce_andTheEndIsAnEvent() throws Exception {
        publish(0, HALF);
        // Whoever is not sure of having published something publishes it again.
        publish(0, HALF / 3);
        await().atMost(SOON).until(() -> ended(batch()), count -> count == HALF);

        JsonNode half = batch();
        assertThat(half.path("status").asText()).isEqualTo("in_progress");
        assertThat(half.at("/headgate/kind").asText()).isEqualTo("published");
        assertThat(half.at("/request_counts/total").asInt()).isEqualTo(SIZE);
        assertThat(half.at("/headgate/remaining").asInt()).isEqualTo(SIZE - HALF);
        assertThat(events()).isEmpty();

        publish(HALF, SIZE);
        await().atMost(SOON).until(() -> batch().path("status").asText(), "completed"::equals);

        JsonNode whole = batch();
        assertThat(whole.path("request_counts").toString()).isEqualTo("{\"total\":90,\"completed\":72,\"failed\":18}");
        assertThat(whole.at("/headgate/in_flight").asInt()).isZero();
        await().atMost(SOON).until(() -> !events().isEmpty());
        assertThat(events()).allSatisfy(event -> {
            assertThat(event.path("event").asText()).isEqualTo(batch + "/ended");
            assertThat(event.path("tenant").asText()).isEqualTo("acme");
            assertThat(event.path("kind").asText()).isEqualTo("published");
            assertThat(event.path("status").asText()).isEqualTo("completed");
            assertThat(event.path("request_counts")).isEqualTo(whole.path("request_counts"));
        });
        noneIsLostOrDoubled();
        listed();
    }

    /** One end for each id, and one call for each that was good. */
    private void noneIsLostOrDoubled() {
        List<String> results = world.results().read(read -> isOurs(read.key())).stream()
                .map(read -> read.key() + " "
                        + Json.read(read.value()).path("status").asText())
                .toList();
        assertThat(results)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, SIZE)
                        .mapToObj(i -> id(i) + (isGood(i) ? " completed" : " failed"))
                        .toList());
        assertThat(world.simulator.ledger().entries("sim"))
                .extracting(entry -> String.valueOf(entry.caller().requestId()))
                .filteredOn(this::isOurs)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, SIZE)
                        .filter(PublishedBatchIT::isGood)
                        .mapToObj(this::id)
                        .toList());
        await().atMost(SOON).until(() -> batch().at("/headgate/cost/0/currency").asText(), "USD"::equals);
    }

    private void listed() throws IOException, InterruptedException {
        assertThat(get("/v1/batches?limit=100").path("data"))
                .filteredOn(listed -> listed.path("id").asText().equals(batch))
                .hasSize(1);
    }

    private void publish(int from, int to) {
        world.requests().publishAll(IntStream.range(from, to).boxed().toList(), this::request);
    }

    private Map.Entry<byte[], Map<String, String>> request(int number) {
        Map<String, String> headers = new TreeMap<>(Map.of(
                "headgate-tenant",
                "acme",
                "headgate-id",
                id(number),
                "headgate-batch",
                batch,
                "headgate-batch-size",
                Integer.toString(SIZE)));
        byte[] value = switch (number % 10) {
            case 3 -> "{\"model\":".getBytes(StandardCharsets.UTF_8);
            case 7 -> PlainClientIT.chat("no-such-alias", "Number " + number);
            default -> PlainClientIT.chat("fast-text", "Number " + number);
        };
        return Map.entry(value, headers);
    }

    /** Two of ten are no requests that anybody could serve; they count as the others do. */
    private static boolean isGood(int number) {
        return number % 10 != 3 && number % 10 != 7;
    }

    private String id(int number) {
        return batch + "-" + number;
    }

    private boolean isOurs(String id) {
        return id.startsWith(batch);
    }

    /** An error, which has no counts, while none of its requests is in the index. */
    private JsonNode batch() throws IOException, InterruptedException {
        return get("/v1/batches/" + batch);
    }

    private static int ended(JsonNode batch) {
        JsonNode counts = batch.path("request_counts");
        return counts.path("completed").asInt() + counts.path("failed").asInt();
    }

    private List<JsonNode> events() {
        return world.topic(world.names().batches()).read(read -> true).stream()
                .map(read -> Json.read(read.value()))
                .filter(event -> event.path("batch").asText().equals(batch))
                .toList();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                world.request(path).header("headgate-tenant", "acme").build();
        return Json.read(CLIENT.send(request, BodyHandlers.ofByteArray()).body());
    }
}
