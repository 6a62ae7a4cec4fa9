package io.headgate.api.edge;

import io.headgate.api.watch.WatchStatus;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.QuietTopic;
import io.headgate.schemas.process.TopicFollower;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics from their ends on, whole, in every process. One consumer without a group; committed records only. When Kafka
 * comes back it goes on where it was, so nothing is missed; and partitions that are added later are read from their beginning.
 * Thread-safe.
 */
final class TopicTail implements AutoCloseable {
    /** Nobody waits for the end of a poll, as records end it at once; but how far behind it is, is told after each. */
    private static final Duration POLL = Duration.ofSeconds(5);

    private static final long LOOK_FOR_PARTITIONS_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long TELL_LAG_NANOS = Duration.ofSeconds(1).toNanos();

    private final List<String> topics;
    private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> out;
    private final TopicFollower follower;
    private volatile WatchStatus status = WatchStatus.STARTING;

    /** By the follower's thread alone: where each partition is read on. */
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    /**
     * One that does not read yet.
     *
     * @param name of its thread and, behind {@code headgate-}, of its client
     * @param out told of each record, on the thread that reads: it must return at once, and never throw
     */
    TopicTail(
            KafkaConnection kafka,
            String name,
            List<String> topics,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> out) {
        this.topics = List.copyOf(topics);
        this.out = out;
        this.follower = new TopicFollower(
                name, String.join(", ", topics), () -> new Reading(new KafkaConsumer<>(settings(kafka, name))));
    }

    /** Begins to read; returns at once. */
    void start() {
        follower.start();
    }

    WatchStatus status() {
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
            for (String topic : topics) {
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
                polled.records(partition).forEach(out);
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
            status = new WatchStatus(
                    status.ready(), status.lag(), "%s not read at present".formatted(String.join(", ", topics)));
            QuietTopic.close(consumer);
        }
    }

    private static Map<String, Object> settings(KafkaConnection kafka, String name) {
        Map<String, Object> settings = kafka.readerProperties();
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "headgate-" + name);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        // What is there comes at once; this is how often quiet topics are asked again, and how long a partition waits
        // for the fetch that is out when its leader has moved: somebody waits for results.
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
