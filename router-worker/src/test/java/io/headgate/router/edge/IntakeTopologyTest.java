package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.router.Catalogues;
import io.headgate.router.RouterConfig;
import io.headgate.router.Samples;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.registry.RegistryClient;
import io.headgate.schemas.codec.registry.RegistryConfig;
import io.headgate.schemas.codec.registry.RegistryUnavailableException;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.schemas.topic.TopicNames;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTopologyTest {
    private static final TopicNames TOPICS = new TopicNames("headgate.");
    private static final AvroCodecs CODECS = AvroCodecs.singleObject();
    private static final Map<String, String> ACME = Map.of("headgate-tenant", "acme", "headgate-id", "r-1");
    private static final String BODY = Samples.body("fast-text");

    @TempDir
    Path stateDir;

    private TopologyTestDriver driver;
    private TestOutputTopic<byte[], byte[]> admissions;
    private TestOutputTopic<byte[], byte[]> deadletters;

    @BeforeEach
    void start() {
        start(RouterConfig.DEFAULT_MAX_RECORD_BYTES, CODECS);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void goodRecord_becomesAnAdmissionKeyedByTenant_underItsHeadingOnly() {
        send(
                TOPICS.requests(),
                BODY,
                Map.of("headgate-tenant", "acme", "headgate-id", "r-1", "headgate-format", "avro", "other", "x"));
        TestRecord<byte[], byte[]> written = admissions.readRecord();
        assertThat(new String(written.key(), StandardCharsets.UTF_8)).isEqualTo("acme");
        assertThat(admission(written)).isInstanceOf(InferenceRequest.class);
        RecordHeading heading = RecordHeading.readFrom(written.headers()).orElseThrow();
        assertThat(heading.key()).hasToString("acme/r-1");
        assertThat(List.of(written.headers().toArray()))
                .extracting(h -> h.key())
                .containsExactlyInAnyOrder("headgate-id", "headgate-tenant", "headgate-correlation-id", "traceparent");
    }

    @Test
    void tenantsOwnTopicIsRead() {
        send(TOPICS.requests(Samples.ACME), BODY, Map.of("headgate-id", "r-1"));
        assertThat(admission(admissions.readRecord()).key()).hasToString("acme/r-1");
    }

    @Test
    void everyBadInputIsTyped_andNoneStopsTheStream() {
        Map<String, String> acme = Map.of("headgate-tenant", "acme");
        expect("not JSON", acme, FailureCode.INVALID_JSON);
        expect(new byte[] {(byte) 0xC3, 1, 0, 0}, acme, FailureCode.INVALID_AVRO, FailureCode.UNKNOWN_SCHEMA);
        expect(new byte[] {0, 0, 0, 0, 7, 1}, acme, FailureCode.UNKNOWN_SCHEMA);
        expect("{\"messages\":[{}]}", acme, FailureCode.MISSING_MODEL);
        expect(Samples.body("fast"), acme, FailureCode.UNKNOWN_ALIAS);
        expect("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}", acme, FailureCode.TOO_DEEP);
        expect(BODY.replace("Hello", "x".repeat(11_000)), acme, FailureCode.BODY_TOO_LARGE);
        expect(
                BODY,
                Map.of("headgate-tenant", "acme", "headgate-deadline", "2020-01-01T00:00:00Z"),
                FailureCode.DEADLINE_EXCEEDED);
        expect(new byte[0], acme, FailureCode.EMPTY_RECORD);
        expect((byte[]) null, acme, FailureCode.NULL_RECORD);
        send(TOPICS.requests(), BODY, acme);
        assertThat(admission(admissions.readRecord())).isInstanceOf(InferenceRequest.class);
        assertThat(deadletters.isEmpty()).isTrue();
    }

    @Test
    void withoutATenant_theBytesGoToTheDeadLetters_withTheReason() {
        send(TOPICS.requests(), BODY, Map.of());
        TestRecord<byte[], byte[]> dead = deadletters.readRecord();
        assertThat(dead.value()).isEqualTo(BODY.getBytes(StandardCharsets.UTF_8));
        assertThat(header(dead, "headgate-dead-code")).isEqualTo("missing_tenant");
        assertThat(header(dead, "headgate-dead-source")).isEqualTo("headgate.requests-0@0");
        assertThat(header(dead, "headgate-dead-message")).contains("allowed: header headgate-tenant");
        assertThat(admissions.isEmpty()).isTrue();
    }

    @Test
    void whatIsLargerThanARecord_isCutOrRefused_neverStuck() {
        driver.close();
        start(16 * 1024, CODECS);
        String large = BODY.replace("Hello", "x".repeat(9_000));
        Map<String, String> headers = Map.of("headgate-tenant", "acme");
        send(TOPICS.requests(), large, headers);
        assertThat(admission(admissions.readRecord())).isInstanceOf(InferenceRequest.class);
        byte[] huge = new byte[40_000];
        input(TOPICS.requests()).pipeInput(new TestRecord<>(null, huge, new RecordHeaders()));
        TestRecord<byte[], byte[]> dead = deadletters.readRecord();
        assertThat(dead.value().length).isLessThan(16 * 1024);
        assertThat(header(dead, "headgate-dead-message")).contains("of 40000 bytes are kept");
    }

    @Test
    void isReadAgain_whenTheRegistryCannotBeAsked_andIsNoDeadLetter() {
        driver.close();
        RegistryClient nobody = new RegistryClient(RegistryConfig.open(URI.create("http://127.0.0.1:1")));
        start(RouterConfig.DEFAULT_MAX_RECORD_BYTES, AvroCodecs.confluent(nobody));

        assertThatThrownBy(() -> send(TOPICS.requests(), new byte[] {0, 0, 0, 0, 7, 1}, ACME))
                .hasStackTraceContaining(RegistryUnavailableException.class.getName());

        assertThat(deadletters.isEmpty()).isTrue();
        assertThat(admissions.isEmpty()).isTrue();
    }

    private void start(int maxRecordBytes, Codecs codecs) {
        RouterConfig base = RouterConfig.defaults(stateDir);
        RouterConfig config = new RouterConfig(
                stateDir, 1, 0, base.commitInterval(), base.idempotencyWindow(), maxRecordBytes, base.topicDiscovery());
        RouterTopologies topologies =
                new RouterTopologies(config, TOPICS, codecs, CatalogSource.fixed(Catalogues.sample()));
        KafkaConnection kafka = new KafkaConnection("unused:1", Map.of(), TOPICS);
        driver = new TopologyTestDriver(
                topologies.intake(topic -> "uuid"), StreamsSettings.of(config, kafka, "intake"), Samples.NOW);
        admissions =
                driver.createOutputTopic(TOPICS.admissions(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        deadletters = driver.createOutputTopic(
                TOPICS.deadletters(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void expect(String value, Map<String, String> headers, FailureCode... codes) {
        expect(value.getBytes(StandardCharsets.UTF_8), headers, codes);
    }

    private void expect(byte @Nullable [] value, Map<String, String> headers, FailureCode... codes) {
        send(TOPICS.requests(), value, headers);
        InvalidRequest invalid = (InvalidRequest) admission(admissions.readRecord());
        assertThat(invalid.failure().code()).isIn((Object[]) codes);
    }

    private void send(String topic, String value, Map<String, String> headers) {
        send(topic, value.getBytes(StandardCharsets.UTF_8), headers);
    }

    private void send(String topic, byte @Nullable [] value, Map<String, String> headers) {
        RecordHeaders recordHeaders = new RecordHeaders();
        headers.forEach((name, text) -> recordHeaders.add(name, text.getBytes(StandardCharsets.UTF_8)));
        input(topic).pipeInput(new TestRecord<>(null, value, recordHeaders, Samples.NOW));
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Admission admission(TestRecord<byte[], byte[]> record) {
        return ((Decoded.Readable<Admission>) CODECS.admission().decode(record.value())).value();
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
