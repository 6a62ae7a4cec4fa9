package io.headgate.worker.edge;

import java.time.Duration;

/**
 * When the next transaction is due. Quiet means quick: the least space between two, in which the broker ends the one before.
 * Busy means big: each has a cost for every partition it touches, so one that carried much, or took long, is followed by a
 * longer pause, unless so much has finished that calls wait for its permits: where brokers are slow, many small transactions
 * would keep them so, and the loop from its calls. Not thread-safe.
 */
final class CommitPace {
    /** Closer together, one would wait for the other with the client's back-off. */
    static final long LEAST_NANOS = Duration.ofMillis(5).toNanos();

    private static final long MOST_NANOS = Duration.ofMillis(50).toNanos();
    /** Below some thousand calls a second the least space is kept. */
    private static final long NANOS_PER_CALL = 400_000;

    /** Results wait for it: no slowness is worth more. */
    private static final long MOST_FOR_SLOWNESS_NANOS = Duration.ofMillis(500).toNanos();

    private static final long AFTER_FAILURE_NANOS = Duration.ofMillis(100).toNanos();
    /** Of the permits: when so many wait for the commit, the rest may run out before the next. */
    private static final int FULL_PART = 2;

    private long earliest;
    private long due;

    CommitPace(long now) {
        this.earliest = now;
        this.due = now;
    }

    /**
     * How long until a commit is due, in nanoseconds; 0 when it is.
     *
     * @param finished calls that wait for it
     * @param permits calls that may be under way or wait for it
     */
    long untilDue(int finished, int permits, long now) {
        return Math.max(0, (finished >= permits / FULL_PART ? earliest : due) - now);
    }

    /** A transaction of so many calls was begun then, and has ended now. */
    void committed(int calls, long begun, long now) {
        long forItsSize = Math.clamp(calls * NANOS_PER_CALL, LEAST_NANOS, MOST_NANOS);
        long forItsSlowness = Math.min(now - begun, MOST_FOR_SLOWNESS_NANOS);
        earliest = now + LEAST_NANOS;
        due = now + Math.max(forItsSize, forItsSlowness);
    }

    /** It was aborted, or is unclear: whatever it was, it is not over in a moment. */
    void failed(long now) {
        earliest = now + AFTER_FAILURE_NANOS;
        due = earliest;
    }
}
