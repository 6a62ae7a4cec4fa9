package io.headgate.schemas.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.ClientRequest;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is different over HTTP, and what is not. */
class OverHttpTest {
    private static final AvroCodecs CODECS = AvroCodecs.singleObject();
    private static final String BODY = Samples.body("fast-text");
    private static final Map<String, String> ACME = Map.of("headgate-tenant", "acme");

    private final IntakeReader reader =
            new IntakeReader(new TopicNames("headgate."), CODECS.clientRequest(), new StrictJson());

    @Test
    void hasAFreshIdAndNoPlace_whenItNamesNone() {
        InferenceRequest request = (InferenceRequest) attributed(BODY, ACME).admission();
        assertThat(request.key()).hasToString("acme/fresh");
        assertThat(request.correlationId()).hasToString("fresh");
        assertThat(request.origin()).isEqualTo(Origin.HTTP);
        assertThat(request.acceptedAt()).isEqualTo(Samples.NOW);
    }

    @Test
    void isInvalidJson_whenItIsAvro() {
        ClientRequest client = new ClientRequest(
                "acme", "a-1", null, null, null, null, null, null, null, null, null, null, Map.of(), BODY);
        byte[] avro = CODECS.clientRequest().encode(client);
        InvalidRequest invalid = (InvalidRequest) ((Taken.Attributed) overHttp(avro, ACME)).admission();
        assertThat(invalid.failure().code()).isEqualTo(FailureCode.INVALID_JSON);
    }

    @Test
    void isDead_whenNoTenantIsNamed() {
        Taken.Dead dead = (Taken.Dead) overHttp(utf8(BODY), Map.of());
        assertThat(dead.failure().code()).isEqualTo(FailureCode.MISSING_TENANT);
        assertThat(dead.field()).isEqualTo("tenant");
    }

    @Test
    void namesTheFieldAtFault() {
        Map<String, String> headers = new HashMap<>(ACME);
        headers.put("headgate-priority", "urgent");
        assertThat(attributed(BODY, headers).field()).isEqualTo("priority");
        assertThat(attributed(Samples.body("nope"), ACME).field()).isEqualTo("model");
        assertThat(attributed("{", ACME).field()).isEqualTo("body");
        assertThat(attributed(BODY, ACME).field()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"model\":\"fast-text\",\"messages\":[{}]}",
                "{\"model\":\"fast-text\",\"messages\":[1]}",
                "{\"headgate\":{\"tenat\":\"acme\"},\"body\":{}}",
                "{\"headgate\":{\"tags\":{\"a\":1}},\"body\":{\"model\":\"fast-text\",\"messages\":[{}]}}",
                "{\"headgate\":{\"locale\":\"no locale\"},\"body\":{\"model\":\"fast-text\",\"messages\":[{}]}}",
                "{\"custom_id\":\"c\",\"url\":\"/v1/embeddings\",\"body\":{\"model\":\"fast-text\"}}"
            })
    void isToldTheSameAsOverKafka(String value) {
        Arrival.OverKafka arrival = new Arrival.OverKafka("headgate.requests", 0, 1, Samples.NOW);
        RawRequest record = new RawRequest(arrival, () -> new RequestId("fresh"), utf8(value), ACME);
        Taken.Attributed overKafka = (Taken.Attributed) reader.read(record, Samples.catalogue(), Samples.NOW);
        assertThat(attributed(value, ACME))
                .usingRecursiveComparison()
                .ignoringFields("trace", "admission.origin")
                .isEqualTo(overKafka);
    }

    private Taken.Attributed attributed(String value, Map<String, String> headers) {
        return (Taken.Attributed) overHttp(utf8(value), headers);
    }

    private Taken overHttp(byte[] value, Map<String, String> headers) {
        RawRequest raw =
                new RawRequest(new Arrival.OverHttp(Samples.NOW), () -> new RequestId("fresh"), value, headers);
        return reader.read(raw, Samples.catalogue(), Samples.NOW);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
