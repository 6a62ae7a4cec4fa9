package io.headgate.schemas.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class IntakeProperties {
    private static final String VALID = "{\"headgate\":{\"tenant\":\"acme\",\"id\":\"x\",\"tags\":{\"a\":\"b\"},"
            + "\"budget\":{\"amount\":\"1\",\"currency\":\"USD\"}},\"body\":" + Samples.body("fast-text") + "}";
    private final AvroCodecs codecs = AvroCodecs.singleObject();
    private final IntakeReader reader =
            new IntakeReader(new TopicNames("headgate."), codecs.clientRequest(), new StrictJson());
    private final Catalogue catalogue = Samples.catalogue();

    @Property(tries = 2_000)
    void anyBytesAreAnAnswer_andEncodable(@ForAll byte[] value, @ForAll("instants") Instant timestamp) {
        answer(value, Map.of("headgate-tenant", "acme"), timestamp);
    }

    @Property(tries = 3_000)
    void anyMutationOfAValidRecordIsAnAnswer(@ForAll("mutations") byte[] value) {
        answer(value, Map.of("headgate-tenant", "acme"), Samples.NOW);
    }

    @Property(tries = 1_000)
    void anyHeaderIsAnAnswer(@ForAll("headerNames") String name, @ForAll String value) {
        answer(VALID.getBytes(StandardCharsets.UTF_8), Map.of(name, value), Samples.NOW);
    }

    private void answer(byte[] value, Map<String, String> headers, Instant timestamp) {
        Arrival.OverKafka arrival = new Arrival.OverKafka("headgate.requests", 0, 1, timestamp);
        answer(new RawRequest(arrival, () -> arrival.idOfPlace("uuid"), value, headers));
        answer(new RawRequest(new Arrival.OverHttp(Samples.NOW), () -> new RequestId("new"), value, headers));
    }

    private void answer(RawRequest raw) {
        switch (reader.read(raw, catalogue, Samples.NOW)) {
            case Taken.Dead dead -> assertThat(dead.failure().message()).isNotEmpty();
            case Taken.Attributed taken -> {
                assertThat(taken.admission().key().tenant()).isEqualTo(Samples.ACME);
                assertThat(codecs.admission().encode(taken.admission())).isNotEmpty();
                if (taken.admission() instanceof InferenceRequest request) {
                    assertThat(request.acceptedAt()).isBeforeOrEqualTo(Samples.NOW);
                    assertThat(request.context().deadline()).isAfter(request.acceptedAt());
                }
            }
        }
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs().map(Instant::ofEpochMilli);
    }

    @Provide
    Arbitrary<String> headerNames() {
        return Arbitraries.of(
                "headgate-id",
                "headgate-correlation-id",
                "headgate-user",
                "headgate-idempotency-key",
                "headgate-task-id",
                "headgate-locale",
                "headgate-priority",
                "headgate-deadline",
                "headgate-max-latency-ms",
                "headgate-budget",
                "headgate-tag-x",
                "traceparent",
                "tracestate");
    }

    @Provide
    Arbitrary<byte[]> mutations() {
        byte[] valid = VALID.getBytes(StandardCharsets.UTF_8);
        return Arbitraries.integers()
                .between(0, valid.length - 1)
                .flatMap(at -> Arbitraries.bytes().map(b -> {
                    byte[] mutated = valid.clone();
                    mutated[at] = b;
                    return mutated;
                }));
    }
}
