package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.RouterConfig;
import io.headgate.router.Samples;
import io.headgate.router.route.Health;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTopologyTest {
    private static final TopicNames TOPICS = new TopicNames("headgate.");
    private static final AvroCodecs CODECS = AvroCodecs.singleObject();
    private static final ProviderName ALPHA = new ProviderName("alpha");
    private static final TraceContext TRACE = TraceContext.start();

    @TempDir
    Path stateDir;

    private TopologyTestDriver driver;

    @BeforeEach
    void start() {
        start(RouterConfig.DEFAULT_MAX_RECORD_BYTES, provider -> true);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void requestIsDispatched_keyedByItsId_underItsHeading() {
        admit(Samples.request("r-1"));
        TestRecord<byte[], byte[]> record = out(TOPICS.dispatch(ALPHA)).readRecord();
        assertThat(text(record.key())).isEqualTo("r-1");
        Dispatch dispatch = read(CODECS.dispatch(), record);
        assertThat(dispatch.request()).isEqualTo(Samples.request("r-1"));
        RecordHeading heading = RecordHeading.readFrom(record.headers()).orElseThrow();
        assertThat(heading.trace().traceId()).isEqualTo(TRACE.traceId());
        assertThat(heading.trace().spanId()).isNotEqualTo(TRACE.spanId());
        nothingElse(TOPICS.results(), TOPICS.notices());
    }

    @Test
    void criticalWorkHasATopicOfItsOwn() {
        RoutingContext calm = Samples.context(null);
        RoutingContext critical =
                new RoutingContext(null, null, null, Priority.CRITICAL, calm.deadline(), null, null, Map.of());
        admit(Samples.request("r-1", Samples.body("fast-text"), Samples.FAST, critical));
        assertThat(out(TOPICS.dispatchCritical(ALPHA)).getQueueSize()).isEqualTo(1);
        nothingElse(TOPICS.dispatch(ALPHA));
    }

    @Test
    void firstGoodThenBroken_hasNoTerminalEventHere_andOneNotice() {
        admit(Samples.request("r-1"));
        admit(Samples.invalid("r-1", "other"));
        assertThat(notice().kind()).isEqualTo(Notice.Kind.IDEMPOTENCY_CONFLICT);
        assertThat(out(TOPICS.dispatch(ALPHA)).getQueueSize()).isEqualTo(1);
        nothingElse(TOPICS.results(), TOPICS.failures());
    }

    @Test
    void invalidRequestEndsOnce_inTheFormatItCameIn_howeverOftenItComes() {
        admit(Samples.invalid("r-1", "h"));
        admit(Samples.invalid("r-1", "h"));
        TestRecord<byte[], byte[]> record = out(TOPICS.results()).readRecord();
        assertThat(text(record.key())).isEqualTo("r-1");
        assertThat(text(record.headers().lastHeader("headgate-format").value())).isEqualTo("json");
        assertThat(record.value()[0]).isEqualTo((byte) '{');
        FailedRequest failed =
                read(CODECS.failedRequest(), out(TOPICS.failures()).readRecord());
        assertThat(failed.admission()).isEqualTo(Samples.invalid("r-1", "h"));
        assertThat(notice().kind()).isEqualTo(Notice.Kind.DUPLICATE_ABSORBED);
        nothingElse(TOPICS.results(), TOPICS.failures());
    }

    @Test
    void unreadableAdmission_endsTypedByItsHeaders_once() {
        byte[] garbage = {1, 2, 3};
        send(TOPICS.admissions(), garbage, heading(Samples.request("r-9")));
        send(TOPICS.admissions(), garbage, heading(Samples.request("r-9")));
        InferenceResult result = read(CODECS.result(), out(TOPICS.results()).readRecord());
        assertThat(codeOf(result)).isEqualTo(FailureCode.UNREADABLE_INTERNAL);
        assertThat(result.key()).hasToString("acme/r-9");
        nothingElse(TOPICS.results());
    }

    @Test
    void unreadableRecordOfNobody_goesToTheDeadLetters() {
        send(TOPICS.admissions(), new byte[] {9}, new RecordHeaders());
        send(TOPICS.admissions(), null, new RecordHeaders());
        send(TOPICS.attempts(), new byte[] {9}, heading(Samples.request("r-1")));
        assertThat(out(TOPICS.deadletters()).getQueueSize()).isEqualTo(3);
        nothingElse(TOPICS.results());
    }

    @Test
    void unreadableAttempt_endsItsRequest_onlyWhenItsHeadersSayThatItGoesOn() {
        Headers goesOn = heading(Samples.request("r-1"));
        goesOn.add("headgate-disposition", "continue".getBytes(StandardCharsets.UTF_8));
        Headers ended = heading(Samples.request("r-2"));
        ended.add("headgate-disposition", "final".getBytes(StandardCharsets.UTF_8));
        send(TOPICS.attempts(), new byte[] {9}, goesOn);
        send(TOPICS.attempts(), new byte[] {9}, ended);
        InferenceResult result = read(CODECS.result(), out(TOPICS.results()).readRecord());
        assertThat(result.key()).hasToString("acme/r-1");
        assertThat(codeOf(result)).isEqualTo(FailureCode.UNREADABLE_INTERNAL);
        nothingElse(TOPICS.results());
    }

    @Test
    void idIsFreeAgain_afterTheWindow() {
        admit(Samples.request("r-1", Samples.body("fast-text"), Samples.FAST, untilTomorrow()));
        driver.advanceWallClockTime(Duration.ofHours(23));
        admit(Samples.request("r-1", Samples.body("fast-text"), Samples.FAST, untilTomorrow()));
        assertThat(notice().kind()).isEqualTo(Notice.Kind.DUPLICATE_ABSORBED);
        driver.advanceWallClockTime(Duration.ofHours(2));
        admit(Samples.request("r-1", Samples.body("fast-text"), Samples.FAST, untilTomorrow()));
        assertThat(out(TOPICS.dispatch(ALPHA)).getQueueSize()).isEqualTo(2);
    }

    @Test
    void finalAttemptWritesNothing() {
        AttemptSummary summary = Samples.summary("eu", FailureCode.UNKNOWN);
        attempt(new Disposition.Final(), 1, summary);
        nothingElse(TOPICS.results(), TOPICS.dispatch(ALPHA), TOPICS.deadletters());
    }

    @Test
    void attemptThatComesBack_isDispatchedElsewhere_orEnds() {
        AttemptSummary eu = Samples.summary("eu", FailureCode.PROVIDER_UNAVAILABLE);
        attempt(new Disposition.Continue(Samples.request("r-1"), List.of(eu)), 1, eu);
        Dispatch dispatch = read(CODECS.dispatch(), out(TOPICS.dispatch(ALPHA)).readRecord());
        assertThat(dispatch.attempt()).hasToString("r-1/2");
        assertThat(dispatch.target().endpoint()).hasToString("us");
        attempt(new Disposition.Continue(Samples.request("r-1"), List.of(eu, eu, eu)), 3, eu);
        InferenceResult result = read(CODECS.result(), out(TOPICS.results()).readRecord());
        assertThat(codeOf(result)).isEqualTo(FailureCode.ATTEMPTS_EXHAUSTED);
        assertThat(result.attempts()).hasSize(3);
        FailedRequest failed =
                read(CODECS.failedRequest(), out(TOPICS.failures()).readRecord());
        assertThat(failed.admission()).isEqualTo(Samples.request("r-1"));
    }

    @Test
    void noCandidateEver_isATypedFailure() {
        RoutingContext penniless = Samples.context(Money.of("0.000000001", "USD"));
        admit(Samples.request("r-1", Samples.body("fast-text"), Samples.FAST, penniless));
        InferenceResult result = read(CODECS.result(), out(TOPICS.results()).readRecord());
        assertThat(codeOf(result)).isEqualTo(FailureCode.NO_CANDIDATE);
    }

    @Test
    void defectInDeciding_endsTheRequest_andTheStreamGoesOn() {
        driver.close();
        start(RouterConfig.DEFAULT_MAX_RECORD_BYTES, provider -> {
            throw new IllegalStateException("planted");
        });
        admit(Samples.request("r-1"));
        admit(Samples.request("r-1"));
        assertThat(codeOf(read(CODECS.result(), out(TOPICS.results()).readRecord())))
                .isEqualTo(FailureCode.UNKNOWN);
        nothingElse(TOPICS.results());
    }

    @Test
    void dispatchLargerThanARecord_isATypedFailure_keptByItsHash() {
        driver.close();
        start(16 * 1024, provider -> true);
        String large = Samples.body("fast-text").replace("Hello", "x".repeat(17_000));
        admit(Samples.request("r-1", large, Samples.FAST, Samples.context(null)));
        InferenceResult result = read(CODECS.result(), out(TOPICS.results()).readRecord());
        assertThat(codeOf(result)).isEqualTo(FailureCode.BODY_TOO_LARGE);
        FailedRequest failed =
                read(CODECS.failedRequest(), out(TOPICS.failures()).readRecord());
        assertThat(failed.admission()).isInstanceOf(InvalidRequest.class);
        nothingElse(TOPICS.dispatch(ALPHA));
    }

    private static RoutingContext untilTomorrow() {
        return new RoutingContext(
                null, null, null, Priority.STANDARD, Samples.NOW.plus(Duration.ofDays(2)), null, null, Map.of());
    }

    private void start(int maxRecordBytes, Health health) {
        RouterConfig base = RouterConfig.defaults(stateDir);
        RouterConfig config = new RouterConfig(
                stateDir, 1, 0, base.commitInterval(), base.idempotencyWindow(), maxRecordBytes, base.topicDiscovery());
        RouterTopologies topologies =
                new RouterTopologies(config, TOPICS, CODECS, CatalogSource.fixed(Catalogues.sample()));
        KafkaConnection kafka = new KafkaConnection("unused:1", Map.of(), TOPICS);
        driver = new TopologyTestDriver(
                topologies.admission(String::length, health),
                StreamsSettings.of(config, kafka, "admission"),
                Samples.NOW);
    }

    private void admit(Admission admission) {
        send(TOPICS.admissions(), CODECS.admission().encode(admission), heading(admission));
    }

    private void attempt(Disposition disposition, int number, AttemptSummary summary) {
        byte[] value = CODECS.attempt().encode(Samples.attempt(disposition, number, summary));
        send(TOPICS.attempts(), value, heading(Samples.request("r-1")));
    }

    private static Headers heading(Admission admission) {
        RecordHeaders headers = new RecordHeaders();
        new RecordHeading(
                        admission.key(),
                        new CorrelationId(admission.key().request().value()),
                        TRACE)
                .writeTo(headers);
        return headers;
    }

    private void send(String topic, byte @Nullable [] value, Headers headers) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>("acme".getBytes(StandardCharsets.UTF_8), value, headers));
    }

    private TestOutputTopic<byte[], byte[]> out(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Notice notice() {
        return read(CODECS.notice(), out(TOPICS.notices()).readRecord());
    }

    private void nothingElse(String... topics) {
        for (String topic : topics) {
            assertThat(out(topic).isEmpty()).as(topic).isTrue();
        }
    }

    private static FailureCode codeOf(InferenceResult result) {
        return ((InferenceResult.Failed) result.outcome()).failure().code();
    }

    private static <T> T read(MessageCodec<T> codec, TestRecord<byte[], byte[]> record) {
        return ((Decoded.Readable<T>) codec.decode(record.value())).value();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
