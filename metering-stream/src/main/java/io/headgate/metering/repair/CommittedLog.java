package io.headgate.metering.repair;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * What there is in topics, of transactions that were committed. An offset alone does not tell: the last ones of a partition may
 * be marks of transactions, which nobody reads. Blocks; not thread-safe.
 */
final class CommittedLog {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration patience;

    /**
     * @param consumer reads committed records only, and begins at the first where an offset is gone
     * @param patience how long a topic may take to be read
     */
    CommittedLog(Consumer<byte[], byte[]> consumer, Duration patience) {
        this.consumer = consumer;
        this.patience = patience;
    }

    /** What is done with each record. */
    private interface Reader {
        /** Whether to go on. */
        boolean take(ConsumerRecord<byte[], byte[]> one);
    }

    /** The partitions of a topic; none when there is no such topic. */
    List<TopicPartition> partitions(String topic) {
        return consumer.listTopics().getOrDefault(topic, List.of()).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    /**
     * A partition that has a record at or behind its position; empty when there is none.
     *
     * @throws TimeoutException when the brokers do not answer in time
     */
    Optional<TopicPartition> unread(Map<TopicPartition, Long> positions) {
        Set<TopicPartition> found = new HashSet<>();
        read(positions, one -> {
            found.add(new TopicPartition(one.topic(), one.partition()));
            return false;
        });
        return found.stream().findFirst();
    }

    /**
     * How many keys of a compacted topic have a value.
     *
     * @throws TimeoutException when it cannot be read in time
     */
    int live(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> beginning = new HashMap<>();
        partitions.forEach(partition -> beginning.put(partition, 0L));
        Set<Key> live = new HashSet<>();
        read(beginning, one -> {
            Key key = new Key(one.partition(), ByteBuffer.wrap(one.key()));
            if (one.value() == null) {
                live.remove(key);
            } else {
                live.add(key);
            }
            return true;
        });
        return live.size();
    }

    private record Key(int partition, ByteBuffer bytes) {}

    private void read(Map<TopicPartition, Long> from, Reader reader) {
        if (from.isEmpty()) {
            return;
        }
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
        Map<TopicPartition, Long> ends = consumer.endOffsets(from.keySet());
        long deadline = System.nanoTime() + patience.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> one : consumer.poll(POLL)) {
                if (!reader.take(one)) {
                    return;
                }
            }
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("%s: not read to its end in %s".formatted(from.keySet(), patience));
            }
        }
    }
}
