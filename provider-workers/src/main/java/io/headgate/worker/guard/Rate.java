package io.headgate.worker.guard;

import io.headgate.worker.call.Headroom;
import java.time.Duration;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One rate of an account or of one of its targets, as far as it is ours: the configured limit or the lower one that the provider reports, times
 * our share. No limit from either is no limit. A reported limit is taken to be for a minute, as the large providers' are.
 * Pure; not thread-safe.
 */
final class Rate {
    private final DoubleUnaryOperator burst;
    private @Nullable Double configured;
    private @Nullable Double reported;
    private double share = 1;
    private @Nullable TokenBucket bucket;
    private long closedUntil;

    /** @param burst from the account's limit a minute to what may go at once */
    Rate(DoubleUnaryOperator burst) {
        this.burst = burst;
    }

    /** @param perMinute of the account; null when there is no limit */
    void follow(@Nullable Double perMinute, double newShare, long now) {
        configured = perMinute;
        share = newShare;
        apply(now);
    }

    private void apply(long now) {
        Double limit = lower(configured, reported);
        if (limit == null) {
            bucket = null;
            return;
        }
        // A burst under one would let nothing through at all, however long it waits.
        double capacity = Math.max(1, burst.applyAsDouble(limit) * share);
        if (bucket == null) {
            bucket = new TokenBucket(limit * share, capacity, now);
        } else {
            bucket.change(limit * share, capacity, now);
        }
    }

    private static @Nullable Double lower(@Nullable Double one, @Nullable Double other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.min(one, other);
    }

    long freeAt(double amount, long now) {
        return Math.max(closedUntil, bucket == null ? now : bucket.freeAt(amount, now));
    }

    void take(double amount, long now) {
        if (bucket != null) {
            bucket.take(amount, now);
        }
    }

    /** What the provider says is left tightens the rate, never widens it. */
    void hear(Headroom.@Nullable Quota quota, long now) {
        if (quota == null) {
            return;
        }
        Long limit = quota.limit();
        if (limit != null && limit > 0) {
            reported = limit.doubleValue();
            apply(now);
        }
        if (bucket != null) {
            bucket.lowerTo(Math.max(0, quota.remaining()) * share, now);
        }
        Duration reset = quota.resetIn();
        if (quota.remaining() <= 0 && reset != null && reset.isPositive()) {
            closedUntil = Math.max(
                    closedUntil,
                    now + Backoff.shorter(reset, TargetGate.LONGEST_PAUSE).toNanos());
        }
    }

    /** Whole ones there is room for; null when there is no limit. */
    @Nullable
    Long left(long now) {
        if (closedUntil > now) {
            return 0L;
        }
        return bucket == null ? null : bucket.left(now);
    }
}
