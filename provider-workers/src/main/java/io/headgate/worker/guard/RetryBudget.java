package io.headgate.worker.guard;

import java.time.Duration;

/**
 * Keeps repeated calls to a fifth of first ones, so that a failing provider is not asked ever more often. What a quiet
 * time saved up is bounded by what first calls bring in ten seconds. Thread-safe.
 */
final class RetryBudget {
    /** A repeat costs what this many first calls bring: 20 %. */
    static final int FIRST_CALLS_PER_REPEAT = 5;
    /** Repeats before any first call has brought anything: a lone request may be tried again. */
    static final int INITIAL_REPEATS = 3;
    /** Repeats that may be saved up even when there is next to no traffic. */
    private static final int LEAST_CAP = 10 * FIRST_CALLS_PER_REPEAT;

    private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();

    /** In first calls. */
    private long balance = (long) INITIAL_REPEATS * FIRST_CALLS_PER_REPEAT;

    private long windowStart;
    private long inWindow;
    private long inWindowBefore;

    /** A first call is made. */
    synchronized void firstCall(long now) {
        turn(now);
        inWindow++;
        deposit(1);
    }

    /** Takes one repeat; false, with nothing taken, when there is none. */
    synchronized boolean takeRepeat() {
        if (balance < FIRST_CALLS_PER_REPEAT) {
            return false;
        }
        balance -= FIRST_CALLS_PER_REPEAT;
        return true;
    }

    /** Gives back a repeat that was not made. */
    synchronized void giveBack() {
        deposit(FIRST_CALLS_PER_REPEAT);
    }

    private void deposit(int firstCalls) {
        balance = Math.min(balance + firstCalls, Math.max(LEAST_CAP, inWindow + inWindowBefore));
    }

    private void turn(long now) {
        long windows = (now - windowStart) / WINDOW_NANOS;
        if (windows > 0) {
            inWindowBefore = windows == 1 ? inWindow : 0;
            inWindow = 0;
            windowStart += windows * WINDOW_NANOS;
        }
    }
}
