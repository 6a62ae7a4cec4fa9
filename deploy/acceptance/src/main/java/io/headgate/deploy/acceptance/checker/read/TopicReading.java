package io.headgate.deploy.acceptance.checker.read;

import io.headgate.deploy.acceptance.checker.Installation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads committed records of partitions, without a group, up to the end that they have when it begins. */
final class TopicReading {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long STUCK_NANOS = Duration.ofSeconds(60).toNanos();

    private TopicReading() {}

    /** A consumer of bytes that belongs to no group. To be closed. */
    static KafkaConsumer<byte[], byte[]> consumer(Installation installation) {
        Map<String, Object> settings = installation.clients();
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("allow.auto.create.topics", false);
        settings.put("max.poll.records", 2_000);
        settings.put("fetch.max.bytes", 8 * 1024 * 1024);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Reads a topic whole.
     *
     * @return whether it begins at its first record; false when retention took some
     */
    static boolean readWhole(Installation installation, String topic, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(installation)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions);
            read(consumer, begin, sink);
            return begin.values().stream().allMatch(offset -> offset == 0);
        }
    }

    /** Reads from these offsets on. */
    static void read(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> from,
            Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(from.keySet());
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
        long lastProgress = System.nanoTime();
        while (from.keySet().stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            records.forEach(sink);
            if (!records.isEmpty()) {
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > STUCK_NANOS) {
                throw new IllegalStateException(
                        "%s: nothing came for a minute, short of the end %s".formatted(from.keySet(), ends));
            }
        }
    }
}
