package io.headgate.metering.sink;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the books of each assigned partition stand. A partition is paused until its position was read from Postgres,
 * and again whenever that position is in doubt: after a failure, an unanswered commit, another process's booking.
 * Of the consumer's thread.
 */
final class Placement implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> placed = new HashMap<>();
    private final Set<TopicPartition> unplaced = new HashSet<>();

    Placement(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        partitions.forEach(this::doubt);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        partitions.forEach(this::forget);
    }

    /** Pauses a partition until it is placed again. */
    void doubt(TopicPartition partition) {
        placed.remove(partition);
        unplaced.add(partition);
        consumer.pause(Set.of(partition));
        // Any place will do while it is paused; without one the consumer would look for a committed offset.
        consumer.seek(partition, 0);
    }

    /** Pauses all that is placed of a topic. */
    void doubtAll(String topic) {
        placed(topic).forEach(this::doubt);
    }

    /** Goes on with a partition from its position in the books, or from the first record that is still there. */
    void place(TopicPartition partition, long booked, long firstOffset) {
        unplaced.remove(partition);
        placed.put(partition, booked);
        consumer.seek(partition, Math.max(booked, firstOffset));
        consumer.resume(Set.of(partition));
    }

    void moved(Map<TopicPartition, Long> next) {
        placed.putAll(next);
    }

    private void forget(TopicPartition partition) {
        placed.remove(partition);
        unplaced.remove(partition);
    }

    /** The next offset to book, of every partition whose position is certain. */
    Map<TopicPartition, Long> placed() {
        return Map.copyOf(placed);
    }

    /** The partitions of a topic whose position is certain. */
    Set<TopicPartition> placed(String topic) {
        return of(topic, placed.keySet());
    }

    /** Those of a topic whose position is to be read. */
    Set<TopicPartition> unplaced(String topic) {
        return of(topic, unplaced);
    }

    private static Set<TopicPartition> of(String topic, Set<TopicPartition> partitions) {
        return partitions.stream()
                .filter(partition -> partition.topic().equals(topic))
                .collect(toUnmodifiableSet());
    }
}
