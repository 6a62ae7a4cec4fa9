package io.headgate.worker.guard;

/**
 * A rate with a burst, as arithmetic. Something may be taken when the bucket holds it; what is larger than the bucket may
 * be taken when it is full, and leaves a debt. Amounts are doubles: they cannot overflow, and at 10^12 a minute they err
 * by less than a thousandth. Not thread-safe; its caller brings lock and clock.
 */
final class TokenBucket {
    /** A moment that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    private static final double NANOS_PER_MINUTE = 60e9;
    /** Rounding of many small amounts must not leave a full bucket a hair short of full for ever. */
    private static final double HAIR = 1e-6;

    private double perNano;
    private double capacity;
    private double level;
    private long at;

    /**
     * A full one.
     *
     * @param perMinute how many in the long run, 0 or more
     * @param capacity how many at once after a quiet time, greater than 0
     * @param now in nanoseconds on any clock that only goes forward from 0
     */
    TokenBucket(double perMinute, double capacity, long now) {
        this.at = now;
        change(perMinute, capacity, now);
        this.level = capacity;
    }

    /** Another rate and size. What it holds stays, as far as it fits. */
    void change(double newPerMinute, double newCapacity, long now) {
        if (!(newPerMinute >= 0) || !(newCapacity > 0)) {
            throw new IllegalArgumentException(
                    "token bucket: seen %s per minute, capacity %s; allowed 0 or more, and more than 0"
                            .formatted(newPerMinute, newCapacity));
        }
        refill(now);
        perNano = newPerMinute / NANOS_PER_MINUTE;
        capacity = newCapacity;
        level = Math.min(level, capacity);
    }

    /** When {@code amount} may be taken, if nobody takes before: {@code now} at the earliest. */
    long freeAt(double amount, long now) {
        refill(now);
        double missing = Math.min(amount, capacity) - level;
        if (missing <= HAIR) {
            return now;
        }
        double nanos = Math.ceil(missing / perNano);
        return nanos < NEVER - now ? now + Math.max(1, (long) nanos) : NEVER;
    }

    /** Takes {@code amount}, into debt if need be; a negative one is given back. */
    void take(double amount, long now) {
        refill(now);
        level = Math.min(capacity, level - amount);
    }

    /** It holds no more than this: somebody who knows better has said so. */
    void lowerTo(double most, long now) {
        refill(now);
        level = Math.min(level, most);
    }

    /** Whole tokens there are. */
    long left(long now) {
        refill(now);
        return (long) Math.max(0, Math.floor(level + HAIR));
    }

    private void refill(long now) {
        if (now > at) {
            level = Math.min(capacity, level + (now - at) * perNano);
            at = now;
        }
    }
}
