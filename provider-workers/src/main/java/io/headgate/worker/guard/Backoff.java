package io.headgate.worker.guard;

import io.headgate.schemas.catalog.Retry;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before a further try: evenly drawn from zero to a bound that doubles ("full jitter"). Pure. */
final class Backoff {
    private Backoff() {}

    /**
     * A wait.
     *
     * @param tries before this one, at least 1; after the first the bound is {@code baseDelay}
     */
    static Duration fullJitter(Retry retry, int tries, RandomGenerator random) {
        return Duration.ofNanos(random.nextLong(
                bound(retry.baseDelay(), retry.maxDelay(), tries).toNanos() + 1));
    }

    /** {@code base} doubled for each try after the first, {@code most} at most. */
    static Duration bound(Duration base, Duration most, int tries) {
        long longest = most.toNanos();
        long bound = Math.min(base.toNanos(), longest);
        for (int i = 1; i < tries && bound < longest; i++) {
            bound = bound > longest / 2 ? longest : bound * 2;
        }
        return Duration.ofNanos(bound);
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
