package io.headgate.worker.edge;

import io.headgate.worker.claim.OffsetLedger;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition under one assignment: its identity is the assignment. A partition that is lost and regained is another
 * object, so that what was taken under the old one can be told apart. Belongs to the loop's thread.
 */
final class HeldPartition {
    final TopicPartition partition;
    final OffsetLedger ledger;
    /** Polled, and not yet started for want of a permit or of room in the ledger. */
    final Deque<ConsumerRecord<byte[], byte[]>> backlog = new ArrayDeque<>();

    int callsUnderWay;
    boolean paused;
    long committedPosition;
    private long nextOffset;

    HeldPartition(TopicPartition partition, OffsetLedger ledger) {
        this.partition = partition;
        this.ledger = ledger;
        this.committedPosition = ledger.position();
    }

    /** Puts a polled record into the backlog; false when it lies behind one seen before: the log has been replaced. */
    boolean offer(ConsumerRecord<byte[], byte[]> polled) {
        if (polled.offset() < nextOffset || polled.offset() < committedPosition) {
            return false;
        }
        nextOffset = polled.offset() + 1;
        backlog.add(polled);
        return true;
    }

    /** Whether a record is here that could be started. */
    boolean canStart() {
        ConsumerRecord<byte[], byte[]> next = backlog.peek();
        return next != null && ledger.admits(next.offset());
    }
}
