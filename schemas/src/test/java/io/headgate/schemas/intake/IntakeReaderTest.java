package io.headgate.schemas.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.id.Sha256;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.ClientRequest;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.topic.TopicNames;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeReaderTest {
    private static final AvroCodecs CODECS = AvroCodecs.singleObject();
    private static final String SHARED = "headgate.requests";
    private static final String BODY = Samples.body("fast-text");
    private static final Map<String, String> ACME = Map.of("headgate-tenant", "acme", "headgate-id", "r-1");

    private final IntakeReader reader =
            new IntakeReader(new TopicNames("headgate."), CODECS.clientRequest(), new StrictJson());
    private final Catalogue catalogue = Samples.catalogue();

    @Test
    void plainBody_takesContextFromHeaders() {
        InferenceRequest request = accepted(
                BODY,
                Map.of(
                        "headgate-tenant", "acme",
                        "headgate-id", "r-1",
                        "headgate-priority", "critical",
                        "headgate-deadline", "2026-11-20T12:05:00Z",
                        "headgate-budget", "0.05 USD",
                        "headgate-max-latency-ms", "1500",
                        "headgate-tag-project", "search"));
        assertThat(request.key()).hasToString("acme/r-1");
        assertThat(request.body()).isEqualTo(BODY);
        assertThat(request.replyFormat()).isEqualTo(ReplyFormat.JSON);
        assertThat(request.context().priority()).isEqualTo(Priority.CRITICAL);
        assertThat(request.context().deadline()).isEqualTo("2026-11-20T12:05:00Z");
        assertThat(request.context().budget()).isEqualTo(Money.of("0.05", "USD"));
        assertThat(request.context().maxLatency()).isEqualTo(Duration.ofMillis(1500));
        assertThat(request.context().tags()).containsExactly(Map.entry("project", "search"));
        assertThat(request.origin().offset()).isEqualTo(42);
    }

    @Test
    void envelope_keepsBodyVerbatim_andHeadersFillIn() {
        String body =
                "{ \"model\":\"fast-text\", \"messages\":[ {\"role\":\"user\",\"content\":\"é😀\"} ], \"stream\": true }";
        String value =
                "\uFEFF {\"headgate\": {\"tenant\":\"acme\",\"id\":\"e-1\",\"deadline\":\"PT2M\",\"max_latency_ms\":900,"
                        + "\"budget\":{\"amount\":\"1.5\",\"currency\":\"EUR\"},\"tags\":{\"a\":\"1\"},\"locale\":\"de-CH\"},"
                        + " \"body\": " + body + " }";
        InferenceRequest request =
                accepted(value, Map.of("headgate-user", "u-9", "headgate-tag-b", "2", "headgate-tag-a", "other"));
        assertThat(request.body()).isEqualTo(body);
        assertThat(request.bodyHash()).isEqualTo(Sha256.hex(body.getBytes(StandardCharsets.UTF_8)));
        assertThat(request.key()).hasToString("acme/e-1");
        assertThat(request.userId()).hasToString("u-9");
        assertThat(request.context().deadline()).isEqualTo(Samples.NOW.plusSeconds(120));
        assertThat(request.context().tags()).containsOnly(Map.entry("a", "1"), Map.entry("b", "2"));
        assertThat(request.context().locale()).isEqualTo("de-CH");
    }

    @Test
    void batchLine_isNamedByItsCustomId() {
        String line =
                "{\"custom_id\":\"line-7\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":" + BODY + "}";
        assertThat(accepted(line, Map.of("headgate-tenant", "acme")).key()).hasToString("acme/line-7");
        assertThat(refused(line.replace("POST", "GET"), Map.of("headgate-tenant", "acme"))
                        .allowed())
                .isEqualTo("POST");
    }

    @Test
    void batchLine_mayCarryTheContextToo() {
        String line = "{\"custom_id\":\"line-8\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\","
                + "\"headgate\":{\"tenant\":\"acme\",\"task_type\":\"extraction\",\"deadline\":\"PT5M\","
                + "\"tags\":{\"project\":\"support\"}},\"body\":" + BODY + "}";
        InferenceRequest request = accepted(line, Map.of());
        assertThat(request.key()).hasToString("acme/line-8");
        assertThat(request.body()).isEqualTo(BODY);
        assertThat(request.context().taskType()).isEqualTo("extraction");
        assertThat(request.context().deadline()).isEqualTo(Samples.NOW.plusSeconds(300));
        assertThat(request.context().tags()).containsExactly(Map.entry("project", "support"));
        assertThat(refused(line.replace("\"tenant\"", "\"id\":\"other\",\"tenant\""), Map.of())
                        .code())
                .isEqualTo(FailureCode.INVALID_FIELD);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-20T12:05:00Z, 300", "PT5M, 300", "P1D, 86400", "PT0.5S, 0.5"})
    void deadlineIsAnInstant_orADurationFromAcceptance(String header, BigDecimal seconds) {
        Map<String, String> headers = new HashMap<>(ACME);
        headers.put("headgate-deadline", header);
        assertThat(accepted(BODY, headers).context().deadline())
                .isEqualTo(Samples.NOW.plusMillis(seconds.movePointRight(3).longValueExact()));
    }

    @Test
    void avro_isAnsweredInAvro() {
        ClientRequest client = new ClientRequest(
                "acme",
                "a-1",
                null,
                null,
                "key",
                "task",
                null,
                null,
                "background",
                Samples.NOW.plusSeconds(5),
                Duration.ofSeconds(3),
                Money.of("2", "USD"),
                Map.of("x", "y"),
                BODY);
        InferenceRequest request =
                (InferenceRequest) admission(read(SHARED, CODECS.clientRequest().encode(client), Map.of()));
        assertThat(request.replyFormat()).isEqualTo(ReplyFormat.AVRO);
        assertThat(request.idempotencyKey()).isEqualTo("key");
        assertThat(request.context().deadline()).isEqualTo(Samples.NOW.plusSeconds(5));
        assertThat(request.context().budget()).isEqualTo(Money.of("2", "USD"));
    }

    @Test
    void idIsMadeOfPlace_whenNoneIsGiven() {
        InferenceRequest request = accepted(BODY, Map.of("headgate-tenant", "acme"));
        assertThat(request.key().request()).hasToString("uuid-3-42");
        assertThat(request.correlationId()).hasToString("uuid-3-42");
    }

    @Test
    void tenantIsTheTopics_onATopicOfItsOwn() {
        InferenceRequest request = (InferenceRequest) admission(read(SHARED + ".acme", utf8(BODY), Map.of()));
        assertThat(request.key().tenant()).isEqualTo(Samples.ACME);
    }

    @Test
    void mismatchIsTheTopicOwnersFailure_whenAnotherTenantIsNamed() {
        InvalidRequest invalid =
                (InvalidRequest) admission(read(SHARED + ".acme", utf8(BODY), Map.of("headgate-tenant", "narrow")));
        assertThat(invalid.key().tenant()).isEqualTo(Samples.ACME);
        assertThat(invalid.failure().code()).isEqualTo(FailureCode.TENANT_MISMATCH);
    }

    @Test
    void deadLetter_whenNobodyIsNamed() {
        assertThat(dead(utf8(BODY), Map.of()).code()).isEqualTo(FailureCode.MISSING_TENANT);
        assertThat(dead(utf8("{"), Map.of()).code()).isEqualTo(FailureCode.INVALID_JSON);
        assertThat(dead(utf8(BODY), Map.of("headgate-tenant", "a b")).code()).isEqualTo(FailureCode.INVALID_FIELD);
        String envelope = "{\"headgate\":{\"tenant\":\"narrow\"},\"body\":" + BODY + "}";
        assertThat(dead(utf8(envelope), ACME).code()).isEqualTo(FailureCode.INVALID_FIELD);
    }

    @Test
    void nullAndEmptyRecordsAreTyped() {
        assertThat(invalid(read(SHARED, null, ACME)).failure().code()).isEqualTo(FailureCode.NULL_RECORD);
        assertThat(invalid(read(SHARED, new byte[0], ACME)).failure().code()).isEqualTo(FailureCode.EMPTY_RECORD);
    }

    @Test
    void avroFailuresAreTyped() {
        byte[] damaged = {(byte) 0xC3, 1, 1, 2, 3};
        byte[] foreignSchema = {0, 0, 0, 0, 99, 1, 2, 3};
        assertThat(invalid(read(SHARED, damaged, ACME)).failure().code())
                .isIn(FailureCode.INVALID_AVRO, FailureCode.UNKNOWN_SCHEMA);
        assertThat(invalid(read(SHARED, foreignSchema, ACME)).failure().code()).isEqualTo(FailureCode.UNKNOWN_SCHEMA);
        assertThat(invalid(read(SHARED, foreignSchema, ACME)).replyFormat()).isEqualTo(ReplyFormat.AVRO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "[1]",
                "{\"a\":1",
                "{\"a\":1} x",
                "{\"a\":1,\"a\":2}",
                "\"text\"",
                "{\"a\":\"\\u0000\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"\\udc00\":1}",
                " ",
                "{\"a\":NaN}"
            })
    void invalidJson_whenItIsNotOneStrictObject(String value) {
        assertThat(refused(value, ACME).code()).isEqualTo(FailureCode.INVALID_JSON);
    }

    @Test
    void invalidJson_whenItIsNotUtf8() {
        byte[] cesu = {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};
        assertThat(invalid(read(SHARED, cesu, ACME)).failure().code()).isEqualTo(FailureCode.INVALID_JSON);
    }

    @Test
    void tooDeep_whenNestedMoreThan64Levels() {
        String hundred = "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}";
        String exactly = BODY.replace("}]}", "}],\"x\":" + "[".repeat(63) + "]".repeat(63) + "}");
        assertThat(refused(hundred, ACME).code()).isEqualTo(FailureCode.TOO_DEEP);
        assertThat(accepted(exactly, ACME).body()).isEqualTo(exactly);
        assertThat(refused(exactly.replace("[[]", "[[[]]"), ACME).code()).isEqualTo(FailureCode.TOO_DEEP);
    }

    @Test
    void bodyTooLarge_namesSeenAndAllowed() {
        String large = BODY.replace("Hello", "x".repeat((int) Samples.MAX_BODY));
        Failure failure = refused(large, ACME);
        assertThat(failure.code()).isEqualTo(FailureCode.BODY_TOO_LARGE);
        assertThat(failure.seen()).isEqualTo(large.length() + " bytes");
        assertThat(failure.allowed()).contains("10000");
        byte[] huge = new byte[200_000];
        assertThat(invalid(read(SHARED, huge, ACME)).failure().code()).isEqualTo(FailureCode.BODY_TOO_LARGE);
    }

    @Test
    void bodyTooLarge_byTheTenantsOwnMeasure_lessOrMoreThanTheDefault() {
        Map<String, String> narrow = Map.of("headgate-tenant", "narrow", "headgate-id", "r-1");
        String body = Samples.body("cheap-text");
        Catalogue less = Samples.catalogue(Samples.BASIC, 20L);
        RawRequest small = record(SHARED, utf8(body), narrow);
        Failure failure = invalid(reader.read(small, less, Samples.NOW)).failure();
        assertThat(failure.code()).isEqualTo(FailureCode.BODY_TOO_LARGE);
        assertThat(failure.allowed()).isEqualTo("at most 20 bytes");
        assertThat(admission(reader.read(record(SHARED, utf8(BODY), ACME), less, Samples.NOW)))
                .isInstanceOf(InferenceRequest.class);

        Catalogue more = Samples.catalogue(Samples.BASIC, 200_000L);
        byte[] large = utf8(body.replace("Hello", "x".repeat(150_000)));
        assertThat(admission(reader.read(record(SHARED, large, narrow), more, Samples.NOW)))
                .isInstanceOf(InferenceRequest.class);
        assertThat(invalid(reader.read(record(SHARED, large, ACME), more, Samples.NOW))
                        .failure()
                        .allowed())
                .isEqualTo("at most 10000 bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"messages\":[{}]}|MISSING_MODEL",
                "{\"model\":null,\"messages\":[{}]}|MISSING_MODEL",
                "{\"model\":5,\"messages\":[{}]}|INVALID_FIELD",
                "{\"model\":\"fast-text\"}|INVALID_FIELD",
                "{\"model\":\"fast-text\",\"messages\":[]}|INVALID_FIELD",
                "{\"model\":\"fast-text\",\"messages\":\"hi\"}|INVALID_FIELD",
                "{\"model\":\"fast-text\",\"messages\":[1]}|INVALID_FIELD",
                "{\"model\":\"fast-text\",\"messages\":[{}],\"max_tokens\":0}|INVALID_FIELD",
                "{\"model\":\"fast-text\",\"messages\":[{}],\"n\":1e9}|INVALID_FIELD",
                "{\"headgate\":{},\"model\":\"fast-text\",\"messages\":[{}]}|INVALID_FIELD",
                "{\"headgate\":[],\"body\":{}}|INVALID_FIELD",
                "{\"headgate\":null,\"model\":\"fast-text\",\"messages\":[{}]}|INVALID_FIELD",
                "{\"custom_id\":7,\"body\":{}}|INVALID_FIELD"
            })
    void typedFailure_whenABodyCannotBeRouted(String value, FailureCode code) {
        assertThat(refused(value, ACME).code()).isEqualTo(code);
    }

    @Test
    void unknownAlias_namesTheNearest() {
        Failure failure = refused(Samples.body("fast-txet"), ACME);
        assertThat(failure.code()).isEqualTo(FailureCode.UNKNOWN_ALIAS);
        assertThat(failure.message()).contains("did you mean 'fast-text'");
    }

    @Test
    void unknownAlias_whenTheTenantMayNotUseIt() {
        Failure failure = refused(BODY, Map.of("headgate-tenant", "narrow"));
        assertThat(failure.code()).isEqualTo(FailureCode.UNKNOWN_ALIAS);
        assertThat(failure.allowed()).isEqualTo("cheap-text");
    }

    @Test
    void unknownTenant_whenThereIsNoDefaultTier() {
        Map<String, String> stranger = Map.of("headgate-tenant", "stranger");
        RawRequest record = record(SHARED, utf8(BODY), stranger);
        Admission strict = admission(reader.read(record, Samples.catalogue(null), Samples.NOW));
        assertThat(((InvalidRequest) strict).failure().code()).isEqualTo(FailureCode.UNKNOWN_TENANT);
        assertThat(accepted(BODY, stranger).key().tenant()).isEqualTo(new TenantId("stranger"));
    }

    @Test
    void unknownEnvelopeKey_namesTheNearest() {
        String value = "{\"headgate\":{\"tenant\":\"acme\",\"id\":\"e\",\"dead_line\":\"x\"},\"body\":" + BODY + "}";
        InvalidRequest invalid = invalid(read(SHARED, utf8(value), Map.of()));
        assertThat(invalid.key()).hasToString("acme/e");
        assertThat(invalid.failure().message()).contains("did you mean 'deadline'");
        assertThat(invalid.contentHash()).isEqualTo(Sha256.hex(utf8(value)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "headgate-priority|urgent|INVALID_FIELD",
                "headgate-deadline|2026-11-20T11:59:59Z|DEADLINE_EXCEEDED",
                "headgate-deadline|-1000000000-01-01T00:00:00Z|DEADLINE_EXCEEDED",
                "headgate-deadline|+1000000000-12-31T23:59:59Z|INVALID_FIELD",
                "headgate-deadline|PT-1S|DEADLINE_EXCEEDED",
                "headgate-deadline|PT0S|DEADLINE_EXCEEDED",
                "headgate-deadline|2026-11-20T12:00:00Z|DEADLINE_EXCEEDED",
                "headgate-deadline|P999999999999D|INVALID_FIELD",
                "headgate-deadline|tomorrow|INVALID_FIELD",
                "headgate-budget|1e999999999 USD|INVALID_FIELD",
                "headgate-budget|5 XXQ|INVALID_FIELD",
                "headgate-budget|-1 USD|INVALID_FIELD",
                "headgate-budget|0.00 USD|INVALID_FIELD",
                "headgate-locale|not_a_locale!|INVALID_FIELD",
                "headgate-max-latency-ms|0|INVALID_FIELD",
                "headgate-id|a b|INVALID_FIELD",
                "headgate-user|a b|INVALID_FIELD",
                "headgate-correlation-id|a b|INVALID_FIELD",
                "headgate-tag-|v|INVALID_FIELD"
            })
    void typedFailure_whenAFieldIsNotValid(String header, String value, FailureCode code) {
        Map<String, String> headers = new HashMap<>(ACME);
        headers.put(header, value);
        assertThat(refused(BODY, headers).code()).isEqualTo(code);
    }

    @Test
    void tagsAreCapped() {
        Map<String, String> many = new HashMap<>(ACME);
        for (int i = 0; i < 33; i++) {
            many.put("headgate-tag-" + i, "v");
        }
        assertThat(refused(BODY, many).seen()).isEqualTo("33 tags");
        Map<String, String> longValue = new HashMap<>(ACME);
        longValue.put("headgate-tag-k", "v".repeat(257));
        assertThat(refused(BODY, longValue).allowed()).contains("256");
    }

    @Test
    void idsInContradictionAreRefused() {
        String value = "{\"headgate\":{\"id\":\"other\"},\"body\":" + BODY + "}";
        assertThat(refused(value, ACME).code()).isEqualTo(FailureCode.INVALID_FIELD);
    }

    @Test
    void traceIsContinued_andStartedWhereThereIsNone() {
        Map<String, String> headers = new HashMap<>(ACME);
        headers.put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        Taken.Attributed continued = (Taken.Attributed) read(SHARED, utf8(BODY), headers);
        assertThat(continued.trace().traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(continued.trace().spanId()).isNotEqualTo("00f067aa0ba902b7");
        assertThat(((Taken.Attributed) read(SHARED, utf8(BODY), ACME)).trace().traceId())
                .hasSize(32);
    }

    @Test
    void acceptedAtIsBounded() {
        Instant now = Samples.NOW;
        assertThat(IntakeReader.acceptedAt(now.plusSeconds(1), now)).isEqualTo(now);
        assertThat(IntakeReader.acceptedAt(now.minusSeconds(9), now)).isEqualTo(now.minusSeconds(9));
        assertThat(IntakeReader.acceptedAt(Instant.ofEpochMilli(0), now)).isEqualTo(now.minus(IntakeReader.OLDEST));
    }

    private Taken read(String topic, byte @Nullable [] value, Map<String, String> headers) {
        return reader.read(record(topic, value, headers), catalogue, Samples.NOW);
    }

    private static RawRequest record(String topic, byte @Nullable [] value, Map<String, String> headers) {
        Arrival.OverKafka arrival = new Arrival.OverKafka(topic, 3, 42, Samples.NOW);
        return new RawRequest(arrival, () -> arrival.idOfPlace("uuid"), value, headers);
    }

    private InferenceRequest accepted(String value, Map<String, String> headers) {
        Admission admission = admission(read(SHARED, utf8(value), headers));
        assertThat(admission).isInstanceOf(InferenceRequest.class);
        return (InferenceRequest) admission;
    }

    private Failure refused(String value, Map<String, String> headers) {
        return invalid(read(SHARED, utf8(value), headers)).failure();
    }

    private Failure dead(byte[] value, Map<String, String> headers) {
        return ((Taken.Dead) read(SHARED, value, headers)).failure();
    }

    private static InvalidRequest invalid(Taken taken) {
        return (InvalidRequest) admission(taken);
    }

    private static Admission admission(Taken taken) {
        assertThat(taken).isInstanceOf(Taken.Attributed.class);
        return ((Taken.Attributed) taken).admission();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
