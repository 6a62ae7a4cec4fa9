package io.headgate.deploy.acceptance.simulation.log;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Topics as lists. A transaction appears on them when it ends: with its records and a marker behind them in each
 * partition, or with records that nobody may read. So offsets have gaps, as a broker's have.
 */
public final class EventLog {
    private final int partitions;
    private final Clock clock;
    private final Map<TopicPartition, List<Entry>> entries = new LinkedHashMap<>();
    private final Map<String, Integer> epochs = new HashMap<>();

    /** @param partitions of each topic */
    public EventLog(int partitions, Clock clock) {
        this.partitions = partitions;
        this.clock = clock;
    }

    /** All partitions of a topic. */
    public List<TopicPartition> partitions(String topic) {
        List<TopicPartition> all = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            all.add(new TopicPartition(topic, i));
        }
        return all;
    }

    /** Writes one record that is of no transaction. */
    public void append(ProducerRecord<byte[], byte[]> written) {
        append(written, true);
    }

    /** Writes the records of one transaction, for all to read. */
    public void transact(List<ProducerRecord<byte[], byte[]>> written) {
        end(written, true);
    }

    /** Writes the records of one transaction that nobody may read. */
    public void abort(List<ProducerRecord<byte[], byte[]>> written) {
        end(written, false);
    }

    /** Ends a transaction: its records are there for all to read, or for nobody. */
    void end(List<ProducerRecord<byte[], byte[]>> written, boolean committed) {
        Set<TopicPartition> touched = new LinkedHashSet<>();
        for (ProducerRecord<byte[], byte[]> next : written) {
            touched.add(append(next, committed));
        }
        touched.forEach(partition -> add(partition, null, null, new RecordHeaders(), false));
    }

    private TopicPartition append(ProducerRecord<byte[], byte[]> written, boolean committed) {
        TopicPartition partition = new TopicPartition(written.topic(), partitionOf(written.key()));
        add(partition, written.key(), written.value(), written.headers(), committed);
        return partition;
    }

    private void add(
            TopicPartition partition,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers headers,
            boolean committed) {
        List<Entry> there = entries.computeIfAbsent(partition, p -> new ArrayList<>());
        there.add(new Entry(
                partition.topic(),
                partition.partition(),
                there.size(),
                key,
                value,
                headers,
                clock.instant(),
                committed));
    }

    /** As Kafka's own client: what has the same key is in the same partition. */
    public int partitionOf(byte @Nullable [] key) {
        return key == null ? 0 : Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    /** What stands at an offset; null at the end. */
    public @Nullable Entry at(TopicPartition partition, long offset) {
        List<Entry> there = entries.getOrDefault(partition, List.of());
        return offset < there.size() ? there.get((int) offset) : null;
    }

    /** The first record from an offset on that may be read; null when there is none. */
    public @Nullable Entry committedFrom(TopicPartition partition, long offset) {
        List<Entry> there = entries.getOrDefault(partition, List.of());
        for (int i = (int) offset; i < there.size(); i++) {
            if (there.get(i).committed()) {
                return there.get(i);
            }
        }
        return null;
    }

    /** One past the last offset. */
    public long end(TopicPartition partition) {
        return entries.getOrDefault(partition, List.of()).size();
    }

    /** All that may be read of a topic, partition by partition. */
    public List<Entry> committed(String topic) {
        List<Entry> all = new ArrayList<>();
        for (TopicPartition partition : partitions(topic)) {
            entries.getOrDefault(partition, List.of()).stream()
                    .filter(Entry::committed)
                    .forEach(all::add);
        }
        return all;
    }

    /** A producer takes over a transactional id; whoever had it before can commit nothing more. */
    int takeOver(String transactionalId) {
        return epochs.merge(transactionalId, 1, Integer::sum);
    }

    boolean isFenced(String transactionalId, int epoch) {
        return epochs.getOrDefault(transactionalId, 0) != epoch;
    }
}
