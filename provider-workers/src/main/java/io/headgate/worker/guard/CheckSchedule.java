package io.headgate.worker.guard;

import static io.headgate.worker.guard.TokenBucket.NEVER;

import java.time.Duration;

/**
 * When an endpoint is to be checked: soon and often while a breaker is open or checks fail, seldom while it is idle, never
 * while calls tell how it is. Pure; not thread-safe; times in nanoseconds of the guard's clock.
 */
final class CheckSchedule {
    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(5);
    static final Duration IDLE = Duration.ofSeconds(30);
    /** One failed check may be bad luck, three are not. */
    private static final int ENOUGH_FAILURES = 3;

    private long lastCheckAt;
    private int failedInARow;
    private boolean everPassed;

    CheckSchedule(long now) {
        this.lastCheckAt = now;
    }

    /**
     * The next check.
     *
     * @param openSince when a breaker of the endpoint opened; {@link TokenBucket#NEVER} when none is open
     * @param lastCallAt when a call to it was last under way
     */
    long dueAt(long openSince, long lastCallAt) {
        if (openSince != NEVER) {
            return Math.max(openSince, lastCheckAt) + interval();
        }
        long idleAt = lastCallAt + IDLE.toNanos();
        return Math.max(idleAt, lastCheckAt + (failedInARow > 0 ? interval() : IDLE.toNanos()));
    }

    void checked(boolean passed, long now) {
        lastCheckAt = now;
        failedInARow = passed ? 0 : failedInARow + 1;
        everPassed |= passed;
    }

    /**
     * Whether so many failed in a row that an endpoint without calls counts as down. Where none ever passed, the endpoint
     * may not be made to be checked.
     */
    boolean saysDown() {
        return everPassed && failedInARow >= ENOUGH_FAILURES;
    }

    /** From one check to the next while it is not well. */
    long interval() {
        return Backoff.bound(FIRST, LONGEST, failedInARow + 1).toNanos();
    }
}
