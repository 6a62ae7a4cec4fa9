package io.headgate.worker.edge;

import io.headgate.worker.claim.OffsetLedger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One partition under one assignment: its identity is the assignment. A partition that is lost and regained is another
 * object, so that what was taken under the old one can be told apart. Belongs to the loop's thread.
 */
final class HeldPartition {
    final TopicPartition partition;
    /** Whether its dispatches are critical. */
    final boolean critical;

    final OffsetLedger ledger;
    /** Polled, and not yet taken for want of a slot or of room in the ledger. */
    final Deque<ConsumerRecord<byte[], byte[]>> backlog = new ArrayDeque<>();
    /** Taken, and not over. */
    final Set<Handling> onTheirWay = new HashSet<>();

    boolean paused;
    /** It is being given away: nothing more is taken of it. */
    boolean leaving;

    long committedPosition;
    private long nextOffset;

    HeldPartition(TopicPartition partition, boolean critical, OffsetLedger ledger) {
        this.partition = partition;
        this.critical = critical;
        this.ledger = ledger;
        this.committedPosition = ledger.position();
    }

    /** Puts a polled record into the backlog; false when it lies behind one seen before: the log has been replaced. */
    boolean offer(ConsumerRecord<byte[], byte[]> polled) {
        if (polled.offset() < nextOffset || polled.offset() < committedPosition) {
            return false;
        }
        nextOffset = polled.offset() + 1;
        if (!leaving) {
            backlog.add(polled);
        }
        return true;
    }

    /** The next record that could be taken; null when there is none, or no room in the ledger for it. */
    @Nullable
    ConsumerRecord<byte[], byte[]> next() {
        ConsumerRecord<byte[], byte[]> next = backlog.peek();
        return next != null && ledger.admits(next.offset()) ? next : null;
    }

    /** Takes nothing more, and gives up what has not called yet; what calls may end. */
    void leave() {
        leaving = true;
        backlog.clear();
        onTheirWay.forEach(Handling::abandonUnlessCalling);
    }

    /** Gives up everything: it is somebody else's. */
    void lose() {
        leaving = true;
        backlog.clear();
        onTheirWay.forEach(Handling::abandon);
    }
}
