package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.AttemptStats;
import io.headgate.schemas.message.DurationSketch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicFeedTest {
    private static final TopicPartition PARTITION = new TopicPartition("health", 0);
    private static final MessageCodec<AttemptStats> CODEC =
            AvroCodecs.singleObject().attemptStats();
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final List<Topic> opened = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final TopicFeed<AttemptStats> feed = new TopicFeed<>(
            () -> {
                if (failures.getAndDecrement() > 0) {
                    throw new KafkaException("broker is away");
                }
                Topic next = new Topic();
                opened.add(next);
                return next;
            },
            "health",
            Duration.ofMinutes(1),
            CODEC,
            (stats, at) -> heard.add(stats.worker() + " at " + at),
            InstantSource.fixed(NOW));

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void whatIsToldIsHeard_whatCannotBeReadIsPassedOver_andNothingIsFromTheFuture() {
        feed.start();
        await().until(() ->
                opened.size() == 1 && !opened.getFirst().assignment().isEmpty());
        opened.getFirst().write(0, CODEC.encode(stats("w1")), NOW.minusSeconds(3));
        opened.getFirst().write(1, new byte[] {1, 2, 3}, NOW);
        opened.getFirst().write(2, CODEC.encode(stats("w2")), NOW.plusSeconds(3_600));
        await().untilAsserted(() -> assertThat(heard).containsExactly("w1 at " + NOW.minusSeconds(3), "w2 at " + NOW));
    }

    @Test
    void kafkaMayGoAndComeBack_andNothingIsHeardTwice() {
        failures.set(1);
        feed.start();
        await().until(() ->
                opened.size() == 1 && !opened.getFirst().assignment().isEmpty());
        opened.getFirst().write(0, CODEC.encode(stats("w1")), NOW);
        await().until(() -> heard.size() == 1);
        opened.getFirst().setPollException(new KafkaException("gone"));
        await().until(() -> opened.size() == 2 && !opened.getLast().assignment().isEmpty());
        opened.getLast().write(0, CODEC.encode(stats("w1")), NOW);
        opened.getLast().write(1, CODEC.encode(stats("w2")), NOW);
        await().until(() -> heard.size() > 1);
        assertThat(heard).containsExactly("w1 at " + NOW, "w2 at " + NOW);
    }

    private static AttemptStats stats(String worker) {
        return new AttemptStats(
                worker,
                new Target(new ProviderName("alpha"), new EndpointName("eu"), new ModelName("m"), "m-1"),
                NOW,
                Duration.ofMillis(250),
                Map.of(),
                Map.of(),
                DurationSketch.EMPTY,
                DurationSketch.EMPTY,
                AttemptStats.Generation.NONE,
                new AttemptStats.Load(0, 10, 0, 0, null),
                AttemptStats.Gate.OPEN_WIDE,
                AttemptStats.Checks.NONE);
    }

    /** The topic, from its beginning. */
    private static final class Topic extends MockConsumer<byte[], byte[]> {
        Topic() {
            super("earliest");
            updatePartitions("health", List.of(new PartitionInfo("health", 0, Node.noNode(), null, null)));
            updateBeginningOffsets(Map.of(PARTITION, 0L));
            updateEndOffsets(Map.of(PARTITION, 0L));
        }

        void write(long offset, byte[] value, Instant at) {
            schedulePollTask(() -> addRecord(new ConsumerRecord<>(
                    "health",
                    0,
                    offset,
                    at.toEpochMilli(),
                    TimestampType.CREATE_TIME,
                    0,
                    value.length,
                    new byte[0],
                    value,
                    new RecordHeaders(),
                    Optional.empty())));
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            Map<TopicPartition, OffsetAndTimestamp> none = new HashMap<>();
            times.keySet().forEach(partition -> none.put(partition, null));
            return none;
        }
    }
}
