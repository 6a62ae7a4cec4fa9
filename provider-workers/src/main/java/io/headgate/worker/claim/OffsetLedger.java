package io.headgate.worker.claim;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What has been taken of one partition and what of it is complete, whatever the order of completion.
 *
 * <p>A commit is the lowest incomplete offset, and as metadata the incomplete ones above it, so that a restart repeats
 * only those. The metadata's size follows the calls in flight and never exceeds what a broker accepts, because
 * {@link #admits} says no before it could. One thread at a time.
 */
public final class OffsetLedger {
    /** Ascending; those above {@link #lastTaken} were incomplete before a restart and have not come again yet. */
    private long[] incomplete = new long[64];

    private int count;
    /** Sum of the encoded deltas between neighbours in {@link #incomplete}. */
    private int deltaBytes;
    /** One past the highest offset ever seen: all below it that are not incomplete are complete. */
    private long end;

    private long lastTaken;
    private final long restoredEnd;

    private OffsetLedger(long[] incomplete, int count, long position, long end) {
        this.incomplete = count == 0 ? this.incomplete : incomplete;
        this.count = count;
        this.end = end;
        this.restoredEnd = end;
        this.lastTaken = position - 1;
        for (int i = 1; i < count; i++) {
            deltaBytes += LedgerText.deltaBytes(incomplete[i] - incomplete[i - 1]);
        }
    }

    /** A commit: where reading begins after a restart, and what of the rest is already complete. */
    public record Commit(long position, String metadata) {}

    /**
     * A ledger as a commit left it.
     *
     * @param understood false when the metadata was somebody else's: then reading begins at the committed offset
     */
    public record Restored(OffsetLedger ledger, boolean understood) {}

    /** The ledger of a partition that is read from {@code position} on, with nothing complete above it. */
    public static OffsetLedger startingAt(long position) {
        return new OffsetLedger(new long[0], 0, position, position);
    }

    /** The ledger that a commit describes. */
    public static Restored restore(long committed, @Nullable String metadata) {
        LedgerText.Contents contents = LedgerText.read(committed, metadata == null ? "" : metadata);
        return contents == null
                ? new Restored(startingAt(committed), false)
                : new Restored(
                        new OffsetLedger(contents.incomplete(), contents.count(), committed, contents.end()), true);
    }

    /** Whether {@code offset} can be taken now without the metadata ever growing too large. */
    public boolean admits(long offset) {
        return offset < restoredEnd || deltaBytes + 2 * LedgerText.MAX_DELTA_BYTES <= LedgerText.MAX_BYTES;
    }

    /**
     * Takes an offset; offsets come in ascending order.
     *
     * @return false when it was completed before a restart, and is to be skipped
     */
    public boolean take(long offset) {
        if (offset <= lastTaken) {
            throw new IllegalArgumentException("take: seen offset %d, allowed above %d".formatted(offset, lastTaken));
        }
        forgetUntaken(offset);
        lastTaken = offset;
        if (offset < restoredEnd) {
            return Arrays.binarySearch(incomplete, 0, count, offset) >= 0;
        }
        append(offset);
        end = offset + 1;
        return true;
    }

    /** Completes an offset that was taken and is incomplete. */
    public void complete(long offset) {
        int index = Arrays.binarySearch(incomplete, 0, count, offset);
        if (index < 0 || offset > lastTaken) {
            throw new IllegalArgumentException(
                    "complete: seen offset %d, allowed one taken and incomplete".formatted(offset));
        }
        remove(index);
    }

    /** Whether a commit of this ledger would call {@code offset} complete. */
    public boolean isComplete(long offset) {
        return offset < end && Arrays.binarySearch(incomplete, 0, count, offset) < 0;
    }

    /** Tells that all below {@code position} has been taken, or is no record (a transaction's marker, a gap). */
    public void reached(long position) {
        forgetUntaken(position);
        lastTaken = Math.max(lastTaken, position - 1);
        end = Math.max(end, position);
    }

    /** The offset to commit: the lowest incomplete one, or the end when all is complete. */
    public long position() {
        return count == 0 ? end : incomplete[0];
    }

    /** The commit of the present state. */
    public Commit commit() {
        return new Commit(position(), LedgerText.write(incomplete, count, end));
    }

    /** How many offsets are incomplete. */
    public int incomplete() {
        return count;
    }

    /** What was incomplete before a restart and is passed by without coming again is no longer in the log. */
    private void forgetUntaken(long below) {
        int index = Arrays.binarySearch(incomplete, 0, count, lastTaken + 1);
        int from = index < 0 ? -index - 1 : index;
        while (from < count && incomplete[from] < below) {
            remove(from);
        }
    }

    private void append(long offset) {
        if (count == incomplete.length) {
            incomplete = Arrays.copyOf(incomplete, 2 * count);
        }
        if (count > 0) {
            deltaBytes += LedgerText.deltaBytes(offset - incomplete[count - 1]);
        }
        incomplete[count++] = offset;
    }

    private void remove(int index) {
        if (index > 0) {
            deltaBytes -= LedgerText.deltaBytes(incomplete[index] - incomplete[index - 1]);
        }
        if (index < count - 1) {
            deltaBytes -= LedgerText.deltaBytes(incomplete[index + 1] - incomplete[index]);
        }
        if (index > 0 && index < count - 1) {
            deltaBytes += LedgerText.deltaBytes(incomplete[index + 1] - incomplete[index - 1]);
        }
        System.arraycopy(incomplete, index + 1, incomplete, index, count - index - 1);
        count--;
    }
}
