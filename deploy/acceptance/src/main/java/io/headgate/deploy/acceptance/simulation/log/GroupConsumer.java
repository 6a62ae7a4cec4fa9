package io.headgate.deploy.acceptance.simulation.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A member of a {@link Group} that reads its log; rebalances reach it in {@link #poll}, as a real one's do. */
public final class GroupConsumer extends MockConsumer<byte[], byte[]> {
    private final EventLog log;
    private final Group group;
    private final String instance;
    private final Faults faults;
    private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private String member;
    private int generation;
    private @Nullable ConsumerRebalanceListener listener;

    public GroupConsumer(EventLog log, Group group, String instance, Faults faults) {
        super("earliest");
        this.log = log;
        this.group = group;
        this.instance = instance;
        this.faults = faults;
        this.member = group.join(instance);
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener told) {
        listener = told;
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        rebalance(Objects.requireNonNull(listener));
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetched = new LinkedHashMap<>();
        for (TopicPartition partition : List.copyOf(positions.keySet())) {
            List<ConsumerRecord<byte[], byte[]>> records =
                    paused.contains(partition) ? List.of() : fetch(partition, faults.fetched());
            if (!records.isEmpty()) {
                fetched.put(partition, records);
            }
        }
        return fetched.isEmpty() ? ConsumerRecords.empty() : new ConsumerRecords<>(fetched, Map.of());
    }

    private void rebalance(ConsumerRebalanceListener told) {
        if (!group.hear(member)) {
            lost(told);
            member = group.join(instance);
        }
        generation = group.generation();
        Set<TopicPartition> target = group.target(member);
        List<TopicPartition> leaving =
                positions.keySet().stream().filter(p -> !target.contains(p)).toList();
        if (!leaving.isEmpty()) {
            told.onPartitionsRevoked(leaving);
            leaving.forEach(this::forget);
        }
        Set<TopicPartition> coming = new LinkedHashSet<>();
        for (TopicPartition partition : target) {
            if (!positions.containsKey(partition) && group.take(member, partition)) {
                coming.add(partition);
                positions.put(partition, group.position(partition));
            }
        }
        if (!coming.isEmpty()) {
            told.onPartitionsAssigned(coming);
        }
    }

    private void lost(ConsumerRebalanceListener told) {
        List<TopicPartition> all = List.copyOf(positions.keySet());
        if (faults.tellsOfLostPartitions()) {
            told.onPartitionsLost(all);
        }
        all.forEach(this::forget);
    }

    private void forget(TopicPartition partition) {
        positions.remove(partition);
        paused.remove(partition);
        group.release(member, partition);
    }

    private List<ConsumerRecord<byte[], byte[]>> fetch(TopicPartition partition, int most) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long position = position(partition);
        Entry next = log.at(partition, position);
        while (next != null && records.size() < most) {
            position++;
            if (next.committed() || (faults.readsAborted() && next.value() != null)) {
                records.add(recordOf(next));
            }
            next = log.at(partition, position);
        }
        positions.put(partition, position);
        return records;
    }

    private static ConsumerRecord<byte[], byte[]> recordOf(Entry entry) {
        byte[] value = entry.value();
        return new ConsumerRecord<>(
                entry.topic(),
                entry.partition(),
                entry.offset(),
                entry.at().toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                value == null ? 0 : value.length,
                entry.key(),
                value,
                entry.headers(),
                Optional.empty());
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata there = group.committed(partition);
            if (there != null) {
                found.put(partition, there);
            }
        }
        return found;
    }

    @Override
    public synchronized void seek(TopicPartition partition, long offset) {
        positions.put(partition, offset);
    }

    @Override
    public synchronized long position(TopicPartition partition) {
        return positions.getOrDefault(partition, 0L);
    }

    @Override
    public synchronized long position(TopicPartition partition, Duration timeout) {
        return position(partition);
    }

    @Override
    public synchronized void pause(Collection<TopicPartition> partitions) {
        paused.addAll(partitions);
    }

    @Override
    public synchronized void resume(Collection<TopicPartition> partitions) {
        paused.removeAll(partitions);
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
        return log.partitions(topic).stream()
                .map(p -> new PartitionInfo(topic, p.partition(), Node.noNode(), new Node[0], new Node[0]))
                .toList();
    }

    @Override
    public OptionalLong currentLag(TopicPartition partition) {
        return OptionalLong.of(log.end(partition) - position(partition));
    }

    @Override
    @SuppressWarnings("removal") // To be made by clients alone in a later version; here is one.
    public ConsumerGroupMetadata groupMetadata() {
        return new ConsumerGroupMetadata(group.topic(), generation, member, Optional.of(instance));
    }

    @Override
    public synchronized void wakeup() {
        // A poll here never waits.
    }

    @Override
    public void close(CloseOptions options) {
        group.leave(member);
    }
}
