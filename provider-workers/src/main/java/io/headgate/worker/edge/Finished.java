package io.headgate.worker.edge;

import io.headgate.worker.claim.OffsetLedger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The finished calls that wait for their transaction. Their ledgers already call them complete, so every transaction
 * carries all of them: offsets and records never part. Belongs to the loop's thread.
 */
final class Finished {
    private final List<CallEnd.Finished> calls = new ArrayList<>();

    void add(CallEnd.Finished call) {
        call.held().ledger.complete(call.offset());
        calls.add(call);
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    int size() {
        return calls.size();
    }

    /** Drops the calls whose assignment is gone: they are somebody else's now. Returns them. */
    List<CallEnd.Finished> dropStale(Assignment assignment) {
        return drop(call -> !assignment.holds(call.held()));
    }

    private List<CallEnd.Finished> drop(Predicate<CallEnd.Finished> which) {
        List<CallEnd.Finished> dropped = new ArrayList<>();
        calls.removeIf(call -> which.test(call) && dropped.add(call));
        return dropped;
    }

    List<ProducerRecord<byte[], byte[]>> records() {
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>(calls.size() * 2);
        calls.forEach(call -> all.addAll(call.records()));
        return all;
    }

    Set<HeldPartition> partitions() {
        Set<HeldPartition> touched = new HashSet<>();
        calls.forEach(call -> touched.add(call.held()));
        return touched;
    }

    /** Drops all. Returns them. */
    List<CallEnd.Finished> clear() {
        return drop(call -> true);
    }

    /** Drops the calls that the committed offsets call complete: their transaction went through after all. Returns them. */
    List<CallEnd.Finished> dropCommitted(Map<TopicPartition, OffsetAndMetadata> committed) {
        Map<TopicPartition, OffsetLedger> there = new HashMap<>();
        committed.forEach((partition, offset) -> there.put(
                partition,
                OffsetLedger.restore(offset.offset(), offset.metadata()).ledger()));
        return drop(call -> there.containsKey(call.held().partition)
                && there.get(call.held().partition).isComplete(call.offset()));
    }
}
