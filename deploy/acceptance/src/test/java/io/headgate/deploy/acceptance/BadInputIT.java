package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.message.ClientRequest;
import io.headgate.schemas.message.InferenceResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is published ends in one typed event, and what comes behind it is served. */
class BadInputIT {
    private final World world = World.shared();

    static Stream<Arguments> badInputs() {
        return Stream.of(
                Arguments.of("invalid_json", bytes("{\"model\": ")),
                Arguments.of("invalid_json", bytes("hello")),
                Arguments.of("invalid_avro", avroCutShort()),
                Arguments.of("unknown_schema", new byte[] {(byte) 0xC3, 1, 9, 9, 9, 9, 9, 9, 9, 9, 2, 4}),
                Arguments.of("unknown_schema", new byte[] {0, 0, 0, 0, 7, 1, 2, 3}),
                Arguments.of("missing_model", bytes("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")),
                Arguments.of("unknown_alias", PlainClientIT.chat("fast-txt", "x")),
                Arguments.of("body_too_large", PlainClientIT.chat("fast-text", "x".repeat(300_000))),
                Arguments.of("too_deep", bytes("[".repeat(100) + "]".repeat(100))),
                Arguments.of("empty_record", new byte[0]),
                Arguments.of("null_record", null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badInputs")
    void oneTypedFailure_when(String code, byte @Nullable [] value) {
        String id = code + "-" + UUID.randomUUID();
        world.requests().publish("key", value, headers(id));
        String good = "after-" + id;
        world.requests().publish("key", PlainClientIT.chat("fast-text", "after"), headers(good));

        InferenceResult failed = decoded(awaitResults(id).getFirst());
        assertThat(failed.outcome()).isInstanceOfSatisfying(InferenceResult.Failed.class, outcome -> {
            assertThat(outcome.failure().code().wireName()).isEqualTo(code);
            assertThat(outcome.failure().message()).isNotEmpty();
        });
        assertThat(Json.read(awaitResults(good).getFirst().value())
                        .path("status")
                        .asText())
                .isEqualTo("completed");
        assertThat(world.results().read(read -> id.equals(read.key()))).hasSize(1);
    }

    @Test
    void theNearestAliasIsNamed_whenAnAliasIsUnknown() {
        String id = UUID.randomUUID().toString();
        world.requests().publish(null, PlainClientIT.chat("fast-txet", "x"), headers(id));

        assertThat(Json.read(awaitResults(id).getFirst().value()).path("error").toString())
                .contains("fast-text");
    }

    @Test
    void deadlineExceeded_whenTheDeadlineHasPassed() {
        String id = UUID.randomUUID().toString();
        Map<String, String> headers = headers(id);
        headers.put("headgate-deadline", "2020-01-01T00:00:00Z");
        world.requests().publish(null, PlainClientIT.chat("fast-text", "x"), headers);

        assertThat(Json.read(awaitResults(id).getFirst().value())
                        .path("error")
                        .path("code")
                        .asText())
                .isEqualTo("deadline_exceeded");
    }

    @Test
    void deadLetterWithTheReason_whenNobodyCanBeNamedAsTheTenant() {
        String id = UUID.randomUUID().toString();
        world.requests().publish(null, PlainClientIT.chat("fast-text", "x"), Map.of("headgate-id", id));

        ConsumerRecord<String, byte[]> dead = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> world.topic(world.names().deadletters())
                                .read(read -> "missing_tenant".equals(Topic.header(read, "headgate-dead-code"))),
                        found -> !found.isEmpty())
                .getFirst();
        assertThat(dead.value()).isEqualTo(PlainClientIT.chat("fast-text", "x"));
    }

    @Test
    void theOriginalIsUntouched_whenTheSameIdComesGoodThenBroken() {
        String id = UUID.randomUUID().toString();
        world.requests().publish(null, PlainClientIT.chat("fast-text", "first"), headers(id));
        world.requests().publish(null, bytes("{broken"), headers(id));

        List<ConsumerRecord<String, byte[]>> notices = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> world.topic(world.names().notices()).read(read -> id.equals(read.key())),
                        found -> !found.isEmpty());
        assertThat(notices).hasSize(1);
        assertThat(Json.read(awaitResults(id).getFirst().value()).path("status").asText())
                .isEqualTo("completed");
        assertThat(world.results().read(read -> id.equals(read.key()))).hasSize(1);
    }

    private List<ConsumerRecord<String, byte[]>> awaitResults(String id) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> world.results().read(read -> id.equals(read.key())), found -> !found.isEmpty());
    }

    /** What came in as Avro is answered in Avro, the rest in JSON: the codec reads both. */
    private InferenceResult decoded(ConsumerRecord<String, byte[]> result) {
        return world.standalone.codecs().result().decode(result.value())
                        instanceof Decoded.Readable<InferenceResult>(var read)
                ? read
                : fail("unreadable result");
    }

    private static Map<String, String> headers(String id) {
        return new HashMap<>(Map.of("headgate-tenant", "acme", "headgate-id", id));
    }

    private static byte[] avroCutShort() {
        byte[] whole = World.shared()
                .standalone
                .codecs()
                .clientRequest()
                .encode(new ClientRequest(
                        null, null, null, null, null, null, null, null, null, null, null, null, Map.of(), "{}"));
        return Arrays.copyOf(whole, whole.length - 1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
