package io.headgate.worker.guard;

import io.headgate.schemas.catalog.Retry;
import io.headgate.worker.call.CallOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Whether a failed call is made again in place. Only where nothing can have been billed, and only when the wait is brief:
 * all else goes back to the router, which may know a better place. Pure.
 */
final class Retries {
    /** Of one attempt. */
    static final int MOST_REPEATS = 2;
    /** A longer wait is for the router, which does not hold a worker's thread for it. */
    static final Duration BRIEF = Duration.ofSeconds(1);
    /** Less time than this before the deadline is not worth a call. */
    private static final Duration WORTH_WHILE = Duration.ofMillis(100);

    private Retries() {}

    /**
     * How long to wait before the repeat; empty when there is to be none.
     *
     * @param calls made in this attempt, at least 1
     * @param took how long the last one took: the next needs as much before the deadline
     * @param left until the deadline
     */
    static Optional<Duration> pause(
            Errand errand,
            CallOutcome outcome,
            int calls,
            Duration took,
            Duration left,
            Retry retry,
            RandomGenerator random) {
        if (!(outcome instanceof CallOutcome.Retryable retryable) || !retryable.hereAgain()) {
            return Optional.empty();
        }
        if (calls > MOST_REPEATS || retry.maxAttempts() <= 1) {
            return Optional.empty();
        }
        Duration asked = retryable.retryAfter();
        if (asked != null && errand.elsewhere()) {
            return Optional.empty();
        }
        Duration wait = asked != null ? asked : Backoff.fullJitter(retry, calls, random);
        Duration needed = took.compareTo(WORTH_WHILE) > 0 ? took : WORTH_WHILE;
        boolean brief = wait.compareTo(BRIEF) <= 0;
        boolean inTime = left.minus(wait).compareTo(needed) >= 0;
        return brief && inTime ? Optional.of(wait) : Optional.empty();
    }
}
