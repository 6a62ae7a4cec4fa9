package io.headgate.worker.guard;

import java.time.Duration;

/**
 * A rate with a burst, as arithmetic: each permission is for a moment, and permissions are given for the future too, so
 * that callers queue in order. Not thread-safe; its caller brings lock and clock.
 */
public final class TokenBucket {
    private final double nanosPerToken;
    private final double burstNanos;
    /** The moment at which the bucket will be, or was, full again. */
    private double fullAt;

    /**
     * @param perMinute how many in the long run, greater than 0
     * @param burst how many at once after a quiet time, at least 1
     * @param now in nanoseconds on any clock that only goes forward
     */
    public TokenBucket(long perMinute, int burst, long now) {
        if (perMinute < 1 || burst < 1) {
            throw new IllegalArgumentException(
                    "token bucket: seen %d per minute, burst %d; allowed 1 or more".formatted(perMinute, burst));
        }
        this.nanosPerToken = 60e9 / perMinute;
        this.burstNanos = nanosPerToken * burst;
        this.fullAt = now;
    }

    /** How long the next permission would have to wait; zero when there is a token now. */
    public Duration waitFor(long now) {
        double emptyUntil = Math.max(fullAt, now) + nanosPerToken - burstNanos;
        return Duration.ofNanos(Math.max(0L, (long) Math.ceil(emptyUntil - now)));
    }

    /** Takes the next permission, and says how long to wait before using it. */
    public Duration take(long now) {
        Duration wait = waitFor(now);
        fullAt = Math.max(fullAt, now) + nanosPerToken;
        return wait;
    }
}
