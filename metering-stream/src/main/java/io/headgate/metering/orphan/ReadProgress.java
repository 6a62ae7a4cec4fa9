package io.headgate.metering.orphan;

import io.headgate.schemas.process.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Up to when everything is read that was written to the topics of the job, by all its processes together: it notes where the
 * topics end, and waits until the group has committed that far. What was in an unfinished transaction then is waited for too.
 * Only then can the lack of a record be told from a record that is still to be read. For one thread; {@link #readUpTo()} for
 * any.
 */
final class ReadProgress {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int POLLS = 20;

    private final Admin admin;
    private final Supplier<Consumer<byte[], byte[]>> readers;
    private final String group;
    private final List<String> sources;
    /** Up to where a partition is known to be read, or to hold nothing: a quiet one is looked into once. */
    private final Map<TopicPartition, Long> read = new HashMap<>();

    private volatile Instant readUpTo = Instant.EPOCH;
    private @Nullable Goal goal;

    /** @param readers give a consumer of committed records that commits nothing and has no group */
    ReadProgress(Admin admin, Supplier<Consumer<byte[], byte[]>> readers, KafkaConnection kafka, String group) {
        this.admin = admin;
        this.readers = readers;
        this.group = group;
        this.sources = List.of(kafka.topics().intents(), kafka.topics().attempts());
    }

    /**
     * What is to be read.
     *
     * @param at when the topics ended there
     */
    private record Goal(Instant at, Map<TopicPartition, Long> ends) {}

    Instant readUpTo() {
        return readUpTo;
    }

    /**
     * Looks how far the group has come; blocks for seconds at most.
     *
     * @throws ExecutionException when the brokers do not answer
     */
    void look(Instant now) throws ExecutionException, InterruptedException {
        Goal next = goal != null ? goal : new Goal(now, ends(sources));
        if (isRead(next.ends())) {
            readUpTo = next.at();
            next = null;
        }
        goal = next;
    }

    /** Ends behind whatever is written, committed or not. */
    private Map<TopicPartition, Long> ends(Collection<String> topics) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (TopicDescription topic :
                admin.describeTopics(topics).allTopicNames().get().values()) {
            topic.partitions()
                    .forEach(partition ->
                            latest.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest()));
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .all()
                .get()
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private boolean isRead(Map<TopicPartition, Long> ends) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            OffsetAndMetadata offset = committed.get(end.getKey());
            long from = Math.max(offset == null ? 0 : offset.offset(), read.getOrDefault(end.getKey(), 0L));
            if (from < end.getValue() && !nothingBetween(end.getKey(), from, end.getValue())) {
                return false;
            }
            read.put(end.getKey(), Math.max(from, end.getValue()));
        }
        return true;
    }

    /** Marks of transactions take offsets too, and nobody commits past the last one of a quiet partition. */
    private boolean nothingBetween(TopicPartition partition, long from, long end) {
        try (Consumer<byte[], byte[]> reader = readers.get()) {
            List<TopicPartition> one = List.of(partition);
            reader.assign(one);
            long first = Objects.requireNonNull(reader.beginningOffsets(one).get(partition));
            reader.seek(partition, Math.max(from, first));
            for (int poll = 0; poll < POLLS && reader.position(partition) < end; poll++) {
                if (!reader.poll(POLL).isEmpty()) {
                    return false;
                }
            }
            return reader.position(partition) >= end;
        }
    }
}
