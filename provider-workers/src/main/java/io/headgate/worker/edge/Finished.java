package io.headgate.worker.edge;

import io.headgate.worker.claim.OffsetLedger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** Drops the calls whose assignment is gone: they are somebody else's now. */
    void dropStale(Assignment assignment) {
        calls.removeIf(call -> !assignment.holds(call.held()));
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

    void clear() {
        calls.clear();
    }

    /** Drops the calls that the committed offsets call complete: their transaction went through after all. */
    void dropCommitted(Map<TopicPartition, OffsetAndMetadata> committed) {
        committed.forEach((partition, offset) -> {
            OffsetLedger there =
                    OffsetLedger.restore(offset.offset(), offset.metadata()).ledger();
            calls.removeIf(call -> call.held().partition.equals(partition) && there.isComplete(call.offset()));
        });
    }
}
