package io.headgate.api.edge;

import io.headgate.api.watch.WatchStatus;
import io.headgate.api.watch.Watched;
import io.headgate.api.watch.WatcherTable;
import io.headgate.api.watch.Watches;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.TopicFollower;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads {@code results}, {@code notices} and {@code deltas} from their ends on, whole, in every process: whichever has the client
 * must hear of its request. One consumer without a group; committed records only, which costs {@code deltas} nothing, as it has
 * no transactions. When Kafka comes back it goes on where it was, so nothing is missed; and partitions that are added later are
 * read from their beginning. Thread-safe.
 */
public final class WatchFeed implements Watches, AutoCloseable {
    /** Nobody waits for the end of a poll: records end it at once. */
    private static final Duration POLL = Duration.ofSeconds(30);

    private static final String AWAY = "results, notices and deltas are not read at present";
    private static final long LOOK_FOR_PARTITIONS_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long TELL_LAG_NANOS = Duration.ofSeconds(1).toNanos();

    private final WatcherTable watchers = new WatcherTable();
    private final WatchRecords records;
    private final TopicFollower follower;
    private volatile WatchStatus status = WatchStatus.STARTING;

    /** By the follower's thread alone: where each partition is read on. */
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    public WatchFeed(KafkaConnection kafka, Codecs codecs) {
        this(() -> new KafkaConsumer<>(settings(kafka)), kafka, codecs);
    }

    WatchFeed(Supplier<Consumer<byte[], byte[]>> consumers, KafkaConnection kafka, Codecs codecs) {
        this.records = new WatchRecords(kafka.topics(), codecs, watchers);
        this.follower =
                new TopicFollower("api-watch", String.join(", ", records.topics()), () -> new Reading(consumers.get()));
    }

    /** Begins to read; returns at once. */
    public void start() {
        follower.start();
    }

    @Override
    public Watch open(RequestKey key, java.util.function.Consumer<Watched> watcher) {
        return watchers.open(key, watcher);
    }

    public WatchStatus status() {
        return status;
    }

    private final class Reading implements TopicFollower.Reading {
        private final Consumer<byte[], byte[]> consumer;
        private long lookedAt;
        private long toldAt;

        Reading(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void begin() {
            List<TopicPartition> all = partitions();
            consumer.assign(all);
            place(all);
            lookedAt = System.nanoTime();
            status = new WatchStatus(true, lag(), null);
        }

        /** A partition that is seen for the first time together with all others is read from its end. */
        private void place(List<TopicPartition> all) {
            boolean first = positions.isEmpty();
            List<TopicPartition> unknown =
                    all.stream().filter(p -> !positions.containsKey(p)).toList();
            Map<TopicPartition, Long> starts =
                    first ? consumer.endOffsets(unknown) : consumer.beginningOffsets(unknown);
            positions.putAll(starts);
            all.forEach(partition -> consumer.seek(partition, positions.getOrDefault(partition, 0L)));
        }

        private List<TopicPartition> partitions() {
            List<TopicPartition> all = new ArrayList<>();
            for (String topic : records.topics()) {
                List<PartitionInfo> known = consumer.partitionsFor(topic);
                if (known == null || known.isEmpty()) {
                    throw new KafkaException("topic %s: seen no partitions, allowed 1 or more".formatted(topic));
                }
                known.forEach(info -> all.add(new TopicPartition(topic, info.partition())));
            }
            return all;
        }

        @Override
        public void next() {
            var polled = consumer.poll(POLL);
            for (TopicPartition partition : polled.partitions()) {
                polled.records(partition).forEach(records::hear);
                positions.put(partition, consumer.position(partition));
            }
            long now = System.nanoTime();
            if (now - toldAt >= TELL_LAG_NANOS) {
                toldAt = now;
                status = new WatchStatus(true, lag(), null);
            }
            if (now - lookedAt >= LOOK_FOR_PARTITIONS_NANOS) {
                lookedAt = now;
                if (!Set.copyOf(partitions()).equals(consumer.assignment())) {
                    begin();
                }
            }
        }

        private long lag() {
            long lag = 0;
            for (TopicPartition partition : consumer.assignment()) {
                OptionalLong behind = consumer.currentLag(partition);
                if (behind.isEmpty()) {
                    return -1;
                }
                lag += behind.getAsLong();
            }
            return lag;
        }

        @Override
        public void wakeUp() {
            consumer.wakeup();
        }

        @Override
        public void close() {
            status = new WatchStatus(status.ready(), status.lag(), AWAY);
            consumer.close();
        }
    }

    private static Map<String, Object> settings(KafkaConnection kafka) {
        Map<String, Object> settings = new HashMap<>(kafka.clientProperties());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "headgate-api-watch");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        // What is there comes at once; this is only how often quiet topics are asked again.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 2_000);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return settings;
    }

    /** Stops reading. */
    @Override
    public void close() {
        follower.close();
    }
}
