package io.headgate.metering.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.headgate.metering.AttemptFixture;
import io.headgate.metering.MeteringConfig;
import io.headgate.metering.aggregate.Aggregation;
import io.headgate.metering.aggregate.Counted;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Increment.Source;
import io.headgate.schemas.money.Usage;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.HeaderNames;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeteringTopologyTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final TopicNames TOPICS = new TopicNames("t.");
    private static final Codecs CODECS = AvroCodecs.singleObject();

    private List<String> tags = List.of();
    private TopologyTestDriver driver = driver(MeteringConfig.defaults());
    private TestInputTopic<byte[], byte[]> attempts = attempts();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void totalsEqualThoseOfTheLog_whenIncrementsAreEmittedInBetween() {
        List<Attempt> log = AttemptFixture.some(2_000, 7);
        for (int i = 0; i < log.size(); i++) {
            publish(log.get(i));
            if (i % 300 == 0) {
                driver.advanceWallClockTime(SECOND);
            }
        }
        driver.advanceWallClockTime(SECOND);

        List<Increment> increments = increments();
        var recomputed = Aggregation.byLine(log.stream()
                .map(attempt -> ((Counted.Bookable) Aggregation.count(attempt)).increment())
                .toList());
        assertThat(Aggregation.byLine(increments)).isEqualTo(recomputed);
        assertThat(increments).hasSizeGreaterThan(recomputed.size()).hasSizeLessThan(log.size());
    }

    @Test
    void tagsSplitTheLines_fromTheCatalogueOnThatNamesThem() {
        publish(tagged("r1", "answers"));
        publish(tagged("r2", "search"));
        tags = List.of("feature");
        publish(tagged("r3", "answers"));
        publish(tagged("r4", "search"));
        publish(tagged("r5", "search"));
        driver.advanceWallClockTime(SECOND);

        assertThat(increments())
                .extracting(i -> i.line().tags().getOrDefault("feature", "all"), Increment::attempts)
                .containsExactlyInAnyOrder(tuple("all", 2L), tuple("answers", 1L), tuple("search", 2L));
    }

    @Test
    void variantsHaveLinesOfTheirOwn() {
        publish(tagged("r1", "answers"));
        publish(AttemptFixture.compared(tagged("r2", "answers"), "b", null));
        publish(AttemptFixture.compared(tagged("r3", "answers"), "b", null));
        driver.advanceWallClockTime(SECOND);

        assertThat(increments())
                .extracting(i -> i.line().variant(), Increment::attempts)
                .containsExactlyInAnyOrder(tuple(null, 1L), tuple("b", 2L));
    }

    private static Attempt tagged(String request, String feature) {
        return AttemptFixture.attempt(
                "acme",
                request,
                "small",
                Map.of("feature", feature),
                AttemptFixture.START,
                AttemptStatus.COMPLETED,
                Usage.none());
    }

    @Test
    void eachAttemptIsInOneIncrement_whenTimeGoesOn() {
        publish(AttemptFixture.completed("acme", "r1", AttemptFixture.START, 10, 1));
        driver.advanceWallClockTime(SECOND);
        driver.advanceWallClockTime(SECOND);
        publish(AttemptFixture.completed("acme", "r2", AttemptFixture.START, 20, 2));
        driver.advanceWallClockTime(SECOND);

        assertThat(increments()).extracting(Increment::attempts).containsExactly(1L, 1L);
    }

    @Test
    void incrementIsOfTheOldMinute_whenAnAttemptComesLate() {
        publish(AttemptFixture.completed("acme", "new", AttemptFixture.START.plusSeconds(86_400), 1, 1));
        driver.advanceWallClockTime(SECOND);
        publish(AttemptFixture.completed("acme", "late", AttemptFixture.START, 1, 1));
        driver.advanceWallClockTime(SECOND);

        assertThat(increments())
                .extracting(increment -> increment.line().minute())
                .containsExactly(AttemptFixture.START.plusSeconds(86_400), AttemptFixture.START);
    }

    /** Limits count it in the window it was dispatched in; the books when it started, and the ledger tells both. */
    @Test
    void incrementIsOfTheMinuteItStartedIn_thoughItWasDispatchedInTheMonthBefore() {
        Instant december = Instant.parse("2026-12-01T00:00:02Z");
        publish(AttemptFixture.dispatched(
                AttemptFixture.completed("acme", "over-midnight", december, 1, 1), december.minusSeconds(5)));
        driver.advanceWallClockTime(SECOND);

        assertThat(increments())
                .extracting(increment -> increment.line().minute())
                .containsExactly(Instant.parse("2026-12-01T00:00:00Z"));
    }

    @Test
    void allIsEmittedBeforeItIsTime_whenSoManyLinesAreOpen() {
        restart(new MeteringConfig(1, 0, SECOND, 2, 10, Duration.ofMillis(1), Duration.ofMillis(1), null));

        publish(atMinute(0));
        assertThat(increments()).isEmpty();
        publish(atMinute(1));
        publish(atMinute(2));
        assertThat(minutes()).containsExactly(0L, 1L);
        driver.advanceWallClockTime(SECOND);
        assertThat(minutes()).containsExactly(2L);
    }

    @Test
    void incrementSaysWhereItsAttemptsLie_andWithWhatElseItWasEmitted() {
        attempts.pipeInput(new byte[0], new byte[0]);
        publish(atMinute(0));
        publish(atMinute(1));
        publish(atMinute(0));
        driver.advanceWallClockTime(SECOND);
        publish(atMinute(1));
        driver.advanceWallClockTime(SECOND);

        List<Source> sources = increments().stream()
                .map(Increment::source)
                .map(Objects::requireNonNull)
                .toList();
        assertThat(sources)
                .extracting(Source::partition, Source::first, Source::last, MeteringTopologyTest::through)
                .containsExactly(tuple(0, 1L, 3L, 3L), tuple(0, 2L, 2L, 3L), tuple(0, 4L, 4L, 4L));
        assertThat(sources.get(0).round())
                .isEqualTo(sources.get(1).round())
                .isNotEqualTo(sources.get(2).round());
    }

    /** As after a crash, or after all offsets were lost: what comes may follow what is there, or be the same again. */
    @Test
    void whatAProcessBeforeLeftIsEmittedByItself_whenTheNextOneBegins() {
        publish(atMinute(0));
        publish(atMinute(0));
        beginAnew();
        publish(atMinute(0));
        driver.advanceWallClockTime(SECOND);

        List<Increment> increments = increments();
        assertThat(increments).extracting(Increment::attempts).containsExactly(2L, 1L);
        assertThat(increments)
                .extracting(Increment::source)
                .map(Objects::requireNonNull)
                .extracting(Source::first, Source::last, MeteringTopologyTest::through)
                .containsExactly(tuple(0L, 1L, 1L), tuple(2L, 2L, 2L));
    }

    /** The driver commits after each record. */
    private void beginAnew() {
        Lines lines = (Lines) driver.getStateStore(AttemptProcessor.STORE);
        lines.clearCache();
    }

    private static long through(Source source) {
        return Objects.requireNonNull(source.round()).through();
    }

    private static Attempt atMinute(int minute) {
        return AttemptFixture.completed("acme", "r" + minute, AttemptFixture.START.plusSeconds(60L * minute), 1, 1);
    }

    @Test
    void deadLetterSaysWhyAndTheStreamGoesOn_whenARecordIsNoAttempt() {
        attempts.pipeInput(new byte[] {1, 2, 3}, "not an attempt".getBytes(StandardCharsets.UTF_8));
        attempts.pipeInput(new byte[] {4}, (byte[]) null);
        attempts.pipeInput(new byte[] {5}, new byte[0]);
        publish(AttemptFixture.completed("acme", "r1", Instant.parse("1970-01-01T00:00:00Z"), 1, 1));
        publish(AttemptFixture.completed("acme", "good", AttemptFixture.START, 1, 1));
        driver.advanceWallClockTime(SECOND);

        List<TestRecord<byte[], byte[]>> dead = output(TOPICS.deadletters()).readRecordsToList();
        assertThat(dead).hasSize(4);
        assertThat(header(dead.get(0), HeaderNames.DEAD_SOURCE)).isEqualTo("t.attempts-0@0");
        assertThat(dead.get(0).value()).isEqualTo("not an attempt".getBytes(StandardCharsets.UTF_8));
        assertThat(header(dead.get(1), HeaderNames.DEAD_CODE)).isEqualTo("null_record");
        assertThat(header(dead.get(3), HeaderNames.DEAD_CODE)).isEqualTo("invalid_field");
        assertThat(header(dead.get(3), HeaderNames.DEAD_MESSAGE)).contains("r1/1", "1970-01-01", "2000-01-01");
        assertThat(increments()).hasSize(1);
    }

    @Test
    void deadLetterComesWithoutItsValue_whenThatIsTooLargeToPublishAgain() {
        attempts.pipeInput(new byte[0], new byte[DeadLetter.MAX_VALUE_BYTES + 1]);

        TestRecord<byte[], byte[]> dead = output(TOPICS.deadletters()).readRecord();
        assertThat(dead.value()).isEmpty();
        assertThat(header(dead, HeaderNames.DEAD_MESSAGE)).endsWith("its value is at the source");
    }

    private void publish(Attempt attempt) {
        attempts.pipeInput(
                attempt.key().tenant().value().getBytes(StandardCharsets.UTF_8),
                CODECS.attempt().encode(attempt));
    }

    private List<Increment> increments() {
        return output(TOPICS.increments()).readRecordsToList().stream()
                .map(record -> {
                    Increment increment =
                            ((Decoded.Readable<Increment>) CODECS.increment().decode(record.value())).value();
                    assertThat(record.key())
                            .asString()
                            .isEqualTo(increment.line().tenant().value());
                    return increment;
                })
                .toList();
    }

    private List<Long> minutes() {
        return increments().stream()
                .map(i -> Duration.between(AttemptFixture.START, i.line().minute())
                        .toMinutes())
                .toList();
    }

    private void restart(MeteringConfig config) {
        driver.close();
        driver = driver(config);
        attempts = attempts();
    }

    private TopologyTestDriver driver(MeteringConfig config) {
        return new TopologyTestDriver(
                MeteringTopology.of(TOPICS, CODECS, config, () -> tags),
                StreamSettings.of(new KafkaConnection("none:1", Map.of(), TOPICS), config));
    }

    private TestInputTopic<byte[], byte[]> attempts() {
        return driver.createInputTopic(TOPICS.attempts(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
