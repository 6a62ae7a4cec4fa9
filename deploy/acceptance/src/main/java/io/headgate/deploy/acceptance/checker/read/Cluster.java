package io.headgate.deploy.acceptance.checker.read;

import io.headgate.deploy.acceptance.checker.Installation;
import io.headgate.deploy.acceptance.checker.evidence.Standing;
import io.headgate.deploy.acceptance.checker.evidence.Unread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * How a cluster stands: how far groups have read, and which transactions hang. What is unread is counted by reading it:
 * differences of offsets count the marks of transactions too, which nobody reads.
 */
public final class Cluster {
    private final Installation installation;
    private final Admin admin;

    public Cluster(Installation installation, Admin admin) {
        this.installation = installation;
        this.admin = admin;
    }

    /** @param now in milliseconds since the epoch */
    Standing standing(long now) throws InterruptedException, ExecutionException {
        List<String> groups = groups();
        return new Standing(groups.size(), unread(groups), new Transactions(admin).hanging(partitions(), now));
    }

    /** Committed records that some group of the installation has not committed as read. */
    public List<Unread> unread() throws InterruptedException, ExecutionException {
        return unread(groups());
    }

    /**
     * The ends of all partitions, but of those that tell of health for ever: equal twice means that nothing moved.
     *
     * @param written of all that was written
     * @param readable of what readers of committed records see: short of the other where a transaction is open
     */
    public record Ends(Map<TopicPartition, Long> written, Map<TopicPartition, Long> readable) {
        /** A partition in which a transaction is open, whatever lies behind it unseen; empty when there is none. */
        public Optional<TopicPartition> open() {
            return written.keySet().stream()
                    .filter(partition -> !Objects.equals(written.get(partition), readable.get(partition)))
                    .findFirst();
        }
    }

    /** Where the installation's partitions end now. */
    public Ends ends() throws InterruptedException, ExecutionException {
        List<TopicPartition> partitions = partitions().stream()
                .filter(partition -> !partition.topic().equals(installation.topicPrefix() + "health"))
                .toList();
        // In this order: what ends in between is written and readable, never the other way round.
        Map<TopicPartition, Long> readable = ends(partitions, IsolationLevel.READ_COMMITTED);
        return new Ends(ends(partitions, IsolationLevel.READ_UNCOMMITTED), readable);
    }

    private List<String> groups() throws InterruptedException, ExecutionException {
        return admin.listGroups().all().get().stream()
                .map(GroupListing::groupId)
                .filter(group -> group.startsWith(installation.topicPrefix()))
                .sorted()
                .toList();
    }

    private List<Unread> unread(List<String> groups) throws InterruptedException, ExecutionException {
        List<Unread> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = TopicReading.consumer(installation)) {
            for (String group : groups) {
                all.addAll(unread(group, consumer));
            }
        }
        return all;
    }

    private List<Unread> unread(String group, KafkaConsumer<byte[], byte[]> consumer)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, Long> from = new HashMap<>();
        committed.forEach((partition, position) -> {
            if (position != null) {
                from.put(partition, position.offset());
            }
        });
        List<TopicPartition> present = present(from.keySet().stream().toList());
        from.keySet().retainAll(present);
        Map<TopicPartition, Long> ends = ends(present, IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, Long> begins = offsets(present, OffsetSpec.earliest(), IsolationLevel.READ_COMMITTED);
        from.replaceAll((partition, offset) -> Math.max(offset, begins.getOrDefault(partition, 0L)));
        from.entrySet().removeIf(entry -> entry.getValue() >= ends.getOrDefault(entry.getKey(), 0L));
        if (from.isEmpty()) {
            return List.of();
        }
        Map<TopicPartition, Long> counts = new HashMap<>();
        TopicReading.read(
                consumer,
                from,
                record -> counts.merge(new TopicPartition(record.topic(), record.partition()), 1L, Long::sum));
        return counts.entrySet().stream()
                .map(count ->
                        new Unread(group, count.getKey().topic(), count.getKey().partition(), count.getValue()))
                .toList();
    }

    /** Without those of topics that were deleted, which a group may remember. */
    private List<TopicPartition> present(List<TopicPartition> partitions)
            throws InterruptedException, ExecutionException {
        Set<String> topics = admin.listTopics().names().get();
        return partitions.stream()
                .filter(partition -> topics.contains(partition.topic()))
                .toList();
    }

    private List<TopicPartition> partitions() throws InterruptedException, ExecutionException {
        List<String> topics = admin.listTopics().names().get().stream()
                .filter(topic -> topic.startsWith(installation.topicPrefix()))
                .toList();
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicDescription topic :
                admin.describeTopics(topics).allTopicNames().get().values()) {
            topic.partitions().forEach(part -> partitions.add(new TopicPartition(topic.name(), part.partition())));
        }
        return partitions;
    }

    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions, IsolationLevel isolation)
            throws InterruptedException, ExecutionException {
        return offsets(partitions, OffsetSpec.latest(), isolation);
    }

    private Map<TopicPartition, Long> offsets(
            List<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> spec)),
                        new ListOffsetsOptions(isolation))
                .all()
                .get()
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }
}
