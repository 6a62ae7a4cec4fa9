package io.headgate.worker.edge;

import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.QuietTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads all partitions of a topic without a group, and takes up where it stopped. Belongs to one thread. */
final class CancelTopic {
    private final String topic;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    /** Where each partition is to be read on; empty before the first reading began. */
    private final Map<TopicPartition, Long> next = new HashMap<>();
    /** The end of each partition when the first reading began. */
    private final Map<TopicPartition, Long> firstEnds = new HashMap<>();

    CancelTopic(String topic, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.topic = topic;
        this.consumers = consumers;
    }

    static Consumer<byte[], byte[]> consumer(KafkaConnection kafka) {
        Map<String, Object> config = kafka.readerProperties();
        // Its writers are plain clients; and nobody's hanging transaction may hold a cancel back.
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // What is there comes at once; this is only how often a quiet topic is asked again.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 2_000);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A reading that is still to begin. */
    Reading open() {
        return new Reading(consumers.get());
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        List<PartitionInfo> known = consumer.partitionsFor(topic);
        if (known == null || known.isEmpty()) {
            throw new KafkaException("topic %s: seen no partitions, allowed 1 or more".formatted(topic));
        }
        return known.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private void findStarts(Consumer<byte[], byte[]> consumer, List<TopicPartition> all, Instant since) {
        // The ends first: what is written between the two questions is then read for certain.
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(
                all.stream().collect(Collectors.toMap(partition -> partition, _ -> since.toEpochMilli())));
        for (TopicPartition partition : all) {
            long end = ends.getOrDefault(partition, 0L);
            // Kafka's map holds null where nothing was written since.
            OffsetAndTimestamp start = starts.get(partition);
            firstEnds.put(partition, end);
            next.put(partition, start == null ? end : Math.min(end, start.offset()));
        }
    }

    /** One consumer's life. */
    final class Reading implements AutoCloseable {
        private final Consumer<byte[], byte[]> consumer;

        private Reading(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        /**
         * Finds where to read on: at what was written since {@code since} the first time, later where the last reading
         * stopped.
         *
         * @throws KafkaException when the brokers do not answer, or the topic is not there
         */
        void begin(Instant since) {
            List<TopicPartition> all = partitions(consumer);
            consumer.assign(all);
            if (next.isEmpty()) {
                findStarts(consumer, all, since);
            }
            next.forEach(consumer::seek);
        }

        /** Whether all that was there when the first reading began has been read. */
        boolean caughtUp() {
            return firstEnds.entrySet().stream().allMatch(end -> next.getOrDefault(end.getKey(), 0L) >= end.getValue());
        }

        /** Waits for records up to {@code longest}; one that {@code reader} fails at is read again. */
        void poll(Duration longest, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
            for (ConsumerRecord<byte[], byte[]> read : consumer.poll(longest)) {
                reader.accept(read);
                next.put(new TopicPartition(read.topic(), read.partition()), read.offset() + 1);
            }
            // Beyond the last record there may be markers and gaps, which are not records.
            next.replaceAll((partition, _) -> consumer.position(partition));
        }

        /** Ends a poll. From any thread. */
        void wakeup() {
            consumer.wakeup();
        }

        @Override
        public void close() {
            QuietTopic.close(consumer);
        }
    }
}
