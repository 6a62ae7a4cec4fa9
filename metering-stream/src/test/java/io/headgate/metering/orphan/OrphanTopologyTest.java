package io.headgate.metering.orphan;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.AttemptFixture;
import io.headgate.metering.MeteringConfig;
import io.headgate.metering.stream.StreamSettings;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Intent;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanTopologyTest {
    private static final TopicNames TOPICS = new TopicNames("t.");
    private static final Codecs CODECS = AvroCodecs.singleObject();
    private static final Duration AFTER = Duration.ofMinutes(20);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final Instant START = AttemptFixture.START;

    @TempDir
    Path stateDir;

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private Instant readUpTo = Instant.EPOCH;
    private TopologyTestDriver driver;

    @BeforeEach
    void start() {
        Properties settings =
                StreamSettings.of(new KafkaConnection("unused:1", Map.of(), TOPICS), MeteringConfig.defaults());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        driver = new TopologyTestDriver(
                OrphanTopology.of(TOPICS, CODECS, new OrphanConfig(stateDir, AFTER, LOOK), () -> readUpTo),
                settings,
                now);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void aCallWithAnOutcomeIsNoOrphan_whicheverComesFirst() {
        intent("early", START, 1);
        outcome("early", START);
        outcome("late", START);
        intent("late", START, 1);
        passAndRead(AFTER.multipliedBy(2));
        assertThat(orphans()).isEmpty();
        assertThat(entries()).as("nothing stays").isZero();
    }

    @Test
    void aCallWithoutAnOutcomeIsAnOrphan_once() {
        intent("r", START, 1);
        passAndRead(AFTER.minus(LOOK));
        assertThat(orphans()).as("too early").isEmpty();
        passAndRead(LOOK);
        assertThat(orphans()).singleElement().satisfies(orphan -> {
            assertThat(orphan.attempt()).hasToString("r/1");
            assertThat(orphan.startedAt()).isEqualTo(START);
        });
        passAndRead(AFTER);
        assertThat(orphans()).isEmpty();
        assertThat(entries()).isZero();
    }

    @Test
    void nothingIsGivenUp_beforeAllIsReadThatWasWrittenUntilThen() {
        intent("r", START, 1);
        pass(AFTER.multipliedBy(10));
        assertThat(orphans())
                .as("metering is behind, and the outcome may be there")
                .isEmpty();
        outcome("r", START);
        passAndRead(AFTER);
        assertThat(orphans()).isEmpty();
    }

    @Test
    void theStartThatHasNoOutcomeIsTheOrphan_whenTheDispatchWasTakenAgain() {
        intent("r", START, 1);
        intent("r", START.plusSeconds(12), 1);
        outcome("r", START.plusSeconds(12));
        passAndRead(AFTER);
        assertThat(orphans()).extracting(Intent::startedAt).containsExactly(START);
    }

    @Test
    void repeatsInPlaceAreOneCall_withItsOutcomeAndWithout() {
        intent("good", START, 1);
        intent("good", START, 2);
        outcome("good", START);
        intent("bad", START, 1);
        intent("bad", START, 2);
        intent("swapped", START, 2);
        outcome("swapped", START);
        intent("swapped", START, 1);
        passAndRead(AFTER);
        assertThat(orphans()).singleElement().satisfies(orphan -> {
            assertThat(orphan.attempt()).hasToString("bad/1");
            assertThat(orphan.call()).isEqualTo(2);
        });
    }

    @Test
    void tenantsAreApart() {
        send(TOPICS.intents(), CODECS.intent().encode(AttemptFixture.intent("acme", "r", START, 1)));
        send(TOPICS.attempts(), CODECS.attempt().encode(AttemptFixture.completed("globex", "r", START, 1, 1)));
        passAndRead(AFTER);
        assertThat(orphans())
                .extracting(orphan -> orphan.key().tenant().value())
                .containsExactly("acme");
    }

    @Test
    void aLateOutcomeOfAnOrphanChangesNothing_andLeavesNothing() {
        intent("r", START, 1);
        passAndRead(AFTER);
        outcome("r", START);
        passAndRead(AFTER);
        assertThat(orphans()).hasSize(1);
        assertThat(entries()).isZero();
    }

    @Test
    void anIntentThatIsWrittenAgainWhenItsCallIsGivenUpIsNoOtherCall() {
        intent("r", START, 1);
        passAndRead(AFTER);
        intent("r", START, 1);
        passAndRead(AFTER.minus(LOOK));
        intent("r", START, 1);
        passAndRead(AFTER);
        assertThat(orphans()).hasSize(1);
        assertThat(entries()).isZero();
    }

    @Test
    void openCallsGoOn_whenAnotherProcessTakesOver() {
        intent("r", START, 1);
        Map<String, OpenCall> stored = new HashMap<>();
        try (var all = store().all()) {
            all.forEachRemaining(entry -> stored.put(entry.key, entry.value));
        }
        driver.close();
        start();
        stored.forEach(store()::put);
        passAndRead(AFTER);
        assertThat(orphans()).hasSize(1);
    }

    @Test
    void whatIsNoIntentGoesToTheDeadLetters() {
        send(TOPICS.intents(), new byte[] {9});
        intent("r", START, 1);
        assertThat(driver.createOutputTopic(
                                TOPICS.deadletters(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .getQueueSize())
                .isEqualTo(1);
        send(TOPICS.attempts(), new byte[] {9});
        passAndRead(AFTER);
        assertThat(orphans()).hasSize(1);
    }

    @Test
    void anIntentInAnyPartitionIsNotJudged_asWorkersOfBeforeWroteThem() {
        driver.createInputTopic(TOPICS.intents(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(
                        "r/1".getBytes(StandardCharsets.UTF_8),
                        CODECS.intent().encode(AttemptFixture.intent("acme", "r", START, 1)));
        passAndRead(AFTER);
        assertThat(orphans()).isEmpty();
        assertThat(entries()).isZero();
    }

    private void intent(String request, Instant startedAt, int call) {
        send(TOPICS.intents(), CODECS.intent().encode(AttemptFixture.intent("acme", request, startedAt, call)));
    }

    private void outcome(String request, Instant startedAt) {
        Attempt attempt = AttemptFixture.completed("acme", request, startedAt, 1, 1);
        send(TOPICS.attempts(), CODECS.attempt().encode(attempt));
    }

    private void send(String topic, byte[] value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput("acme".getBytes(StandardCharsets.UTF_8), value);
    }

    private void pass(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    /** Time passes, everything that was written by then is read, and it is looked for orphans. */
    private void passAndRead(Duration time) {
        readUpTo = now.plus(time);
        pass(time);
    }

    private List<Intent> orphans() {
        var topic =
                driver.createOutputTopic(TOPICS.orphans(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<Intent> orphans = new ArrayList<>();
        while (!topic.isEmpty()) {
            orphans.add(((Decoded.Readable<Intent>) CODECS.intent().decode(topic.readValue())).value());
        }
        return orphans;
    }

    private long entries() {
        long count = 0;
        try (var all = store().all()) {
            while (all.hasNext()) {
                all.next();
                count++;
            }
        }
        return count;
    }

    private KeyValueStore<String, OpenCall> store() {
        return driver.getKeyValueStore(CallProcessor.STORE);
    }
}
