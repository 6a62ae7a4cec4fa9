package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.ledger.LedgerEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A client that knows nothing of Headgate but its topics: JSON in, JSON out. */
class PlainClientIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final World world = World.shared();

    @Test
    void resultComesBack_whenABareChatBodyIsPublished() {
        String id = UUID.randomUUID().toString();
        world.requests()
                .publish(
                        null,
                        chat("fast-text", "Why do rivers meander?"),
                        Map.of("headgate-tenant", "acme", "headgate-id", id, "headgate-tag-project", "search"));

        JsonNode result = Json.read(awaitResult(id).value());

        assertThat(result.path("status").asText()).isEqualTo("completed");
        assertThat(result.path("tenant").asText()).isEqualTo("acme");
        assertThat(result.path("response")
                        .path("choices")
                        .path(0)
                        .path("message")
                        .path("content")
                        .asText())
                .isNotEmpty();
        assertThat(result.path("cost").path("currency").asText()).isEqualTo("USD");
    }

    @Test
    void resultComesBack_whenAnOpenAiBatchLineIsPublished() {
        String id = "line-" + UUID.randomUUID();
        String line = """
                {"custom_id":"%s","method":"POST","url":"/v1/chat/completions","headgate":{"tenant":"acme","tags":{"project":"batch"}},
                 "body":{"model":"fast-text","messages":[{"role":"user","content":"one"}]}}""".formatted(id);
        world.requests().publish(null, line.getBytes(StandardCharsets.UTF_8), Map.of());

        assertThat(Json.read(awaitResult(id).value()).path("status").asText()).isEqualTo("completed");
    }

    @Test
    void aVectorForEachTextComesBack_whenABodyOfEmbeddingsIsPublished() {
        String id = UUID.randomUUID().toString();
        String body = """
                {"model":"vectors","input":["river","mill"],"dimensions":4}""";
        world.requests()
                .publish(
                        null,
                        body.getBytes(StandardCharsets.UTF_8),
                        Map.of("headgate-tenant", "acme", "headgate-id", id, "headgate-kind", "embeddings"));

        JsonNode result = Json.read(awaitResult(id).value());

        assertThat(result.path("status").asText()).isEqualTo("completed");
        assertThat(result.at("/response/data")).hasSize(2);
        assertThat(result.at("/response/data/1/embedding")).hasSize(4);
        assertThat(result.at("/catalog_model").asText()).isEqualTo("sim-vectors");
        assertThat(result.at("/usage/input").asLong()).isEqualTo(3);
        assertThat(result.at("/cost/amount").asText()).isEqualTo("0.00000006");
    }

    @Test
    void traceAndCorrelationTravelOverEveryHopAndUpstream_whenTheClientSetsThem() {
        String id = UUID.randomUUID().toString();
        world.requests()
                .publish(
                        null,
                        chat("fast-text", "Trace me"),
                        Map.of(
                                "headgate-tenant",
                                "acme",
                                "headgate-id",
                                id,
                                "headgate-correlation-id",
                                "order-4711",
                                "traceparent",
                                "00-" + TRACE + "-00f067aa0ba902b7-01"));
        awaitResult(id);

        for (String topic : List.of("admissions", "dispatch.sim", "attempts", "results")) {
            List<ConsumerRecord<String, byte[]>> hop = world.topic(world.names().prefix() + topic)
                    .read(read -> Topic.header(read, "headgate-id").equals(id));
            assertThat(hop).as(topic).hasSize(1);
            assertThat(Topic.header(hop.getFirst(), "headgate-correlation-id"))
                    .as(topic)
                    .isEqualTo("order-4711");
            assertThat(Topic.header(hop.getFirst(), "traceparent")).as(topic).startsWith("00-" + TRACE);
        }
        assertThat(world.simulator.ledger().entries("sim"))
                .filteredOn(entry -> id.equals(entry.caller().requestId()))
                .extracting(LedgerEntry::caller)
                .singleElement()
                .satisfies(caller -> assertThat(caller.traceparent()).startsWith("00-" + TRACE));
    }

    @Test
    void oneResultIsAll_whenTheSameRequestIsPublishedTwice() {
        String id = UUID.randomUUID().toString();
        Map<String, String> headers = Map.of("headgate-tenant", "acme", "headgate-id", id);
        world.requests().publish(null, chat("fast-text", "Once"), headers);
        world.requests().publish(null, chat("fast-text", "Once"), headers);
        awaitResult(id);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> !world.topic(world.names().notices())
                        .read(read -> id.equals(read.key()))
                        .isEmpty());
        assertThat(world.results().read(read -> id.equals(read.key()))).hasSize(1);
    }

    private ConsumerRecord<String, byte[]> awaitResult(String id) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> world.results().read(read -> id.equals(read.key())), found -> !found.isEmpty())
                .getFirst();
    }

    static byte[] chat(String model, String prompt) {
        return """
                {"model":"%s","messages":[{"role":"user","content":"%s"}]}""".formatted(model, prompt).getBytes(StandardCharsets.UTF_8);
    }
}
