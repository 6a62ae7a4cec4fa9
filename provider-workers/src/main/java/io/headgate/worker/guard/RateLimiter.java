package io.headgate.worker.guard;

import io.headgate.schemas.catalog.ProviderLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Keeps a provider's requests per minute. Follows the catalogue: new limits begin with a full bucket. Thread-safe. */
final class RateLimiter {
    private final ReentrantLock lock = new ReentrantLock();
    private final LongSupplier nanoTime;
    private @Nullable ProviderLimits limits;
    private @Nullable TokenBucket bucket;

    RateLimiter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Takes a permission if it can be used within {@code longest}.
     *
     * @return how long to wait before using it; empty, with nothing taken, when that is too long
     */
    Optional<Duration> take(ProviderLimits current, Duration longest) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            TokenBucket open = bucket(current, now);
            if (open == null) {
                return Optional.of(Duration.ZERO);
            }
            return open.waitFor(now).compareTo(longest) > 0 ? Optional.empty() : Optional.of(open.take(now));
        } finally {
            lock.unlock();
        }
    }

    private @Nullable TokenBucket bucket(ProviderLimits current, long now) {
        if (!current.equals(limits)) {
            limits = current;
            Long perMinute = current.requestsPerMinute();
            bucket = perMinute == null ? null : new TokenBucket(perMinute, Math.max(1, current.burst()), now);
        }
        return bucket;
    }
}
