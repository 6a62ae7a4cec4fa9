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
    /** Of one partition: it waits for room in its ledger, or all wait for slots. */
    private static final int LONG_BACKLOG = 1_000;

    private static final long LARGE_BACKLOG_BYTES = 2 << 20;

    final TopicPartition partition;
    /** Whether its dispatches are critical. */
    final boolean critical;

    final OffsetLedger ledger;
    /** Polled, and not yet taken for want of a slot or of room in the ledger. Filled by {@link #offer}. */
    final Deque<ConsumerRecord<byte[], byte[]>> backlog = new ArrayDeque<>();
    /** Taken, and not over. */
    final Set<Handling> onTheirWay = new HashSet<>();

    boolean paused;
    /** It is being given away: nothing more is taken of it. */
    boolean leaving;

    long committedPosition;
    /**
     * Below it nothing can come any more. Not the committed position: behind a restart that may be far ahead of what is
     * read, when what was complete before has not come again yet.
     */
    private long nextOffset;

    private long backlogBytes;

    HeldPartition(TopicPartition partition, boolean critical, OffsetLedger ledger) {
        this.partition = partition;
        this.critical = critical;
        this.ledger = ledger;
        this.committedPosition = ledger.position();
        this.nextOffset = ledger.position();
    }

    /** Puts a polled record into the backlog; false when it lies behind one seen before: the log has been replaced. */
    boolean offer(ConsumerRecord<byte[], byte[]> polled) {
        if (polled.offset() < nextOffset) {
            return false;
        }
        nextOffset = polled.offset() + 1;
        if (!leaving) {
            backlog.add(polled);
            backlogBytes += Math.max(0, polled.serializedValueSize());
        }
        return true;
    }

    /** Tells that all below {@code position} was taken, or is no record. */
    void reached(long position) {
        ledger.reached(position);
        nextOffset = Math.max(nextOffset, position);
    }

    /** Takes the next record out of the backlog, which holds one. */
    void shift() {
        backlogBytes -= Math.max(0, backlog.remove().serializedValueSize());
    }

    long backlogBytes() {
        return backlogBytes;
    }

    boolean hasLongBacklog() {
        return backlog.size() >= LONG_BACKLOG || backlogBytes >= LARGE_BACKLOG_BYTES;
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
        dropBacklog();
        onTheirWay.forEach(Handling::abandonUnlessCalling);
    }

    /** Gives up everything: it is somebody else's. */
    void lose() {
        leaving = true;
        dropBacklog();
        onTheirWay.forEach(Handling::abandon);
    }

    private void dropBacklog() {
        backlog.clear();
        backlogBytes = 0;
    }
}
