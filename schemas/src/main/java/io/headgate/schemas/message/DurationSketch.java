package io.headgate.schemas.message;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Many durations in little room: how many are in each of a fixed row of buckets, each {@code 2^(1/8)} times as wide as the
 * one before it. Sketches of several workers and windows may be added; a quantile of the sum is at most 9.1 % above the
 * true one, from 1 ms to 37 h.
 *
 * @param counts by bucket: 0 has the durations of at most 1 ms, i those above {@code 2^((i-1)/8)} ms and at most
 *     {@code 2^(i/8)} ms, {@value #LAST_BUCKET} also all that are longer; a bucket that is absent is empty
 */
public record DurationSketch(SortedMap<Integer, Long> counts) {
    public static final int LAST_BUCKET = 216;
    public static final DurationSketch EMPTY = new DurationSketch(new TreeMap<>());

    private static final int BUCKETS_PER_DOUBLING = 8;
    private static final long[] UPPER_NANOS = upperNanos();

    public DurationSketch {
        counts.forEach((bucket, count) -> {
            if (bucket < 0 || bucket > LAST_BUCKET) {
                throw new IllegalArgumentException(
                        "sketch: seen bucket %d, allowed 0 to %d".formatted(bucket, LAST_BUCKET));
            }
            Check.atLeast(1, count, "sketch, bucket %d: count", bucket);
        });
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /** The sketch of some durations, none of them negative. */
    public static DurationSketch of(Collection<Duration> durations) {
        TreeMap<Integer, Long> counts = new TreeMap<>();
        durations.forEach(duration -> counts.merge(bucketOf(duration), 1L, Math::addExact));
        return new DurationSketch(counts);
    }

    /** Both together. */
    public DurationSketch plus(DurationSketch other) {
        TreeMap<Integer, Long> sum = new TreeMap<>(counts);
        other.counts.forEach((bucket, count) -> sum.merge(bucket, count, Math::addExact));
        return new DurationSketch(sum);
    }

    /** How many durations it holds. */
    public long count() {
        return counts.values().stream().reduce(0L, Math::addExact);
    }

    /**
     * The least upper bound of a bucket that at least this share of the durations does not exceed; empty when there are
     * none.
     *
     * @param share above 0 and at most 1: 0.5 for the median
     */
    public Optional<Duration> quantile(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("quantile: seen %s, allowed above 0 and at most 1".formatted(share));
        }
        long rank = (long) Math.ceil(share * count());
        long passed = 0;
        for (Map.Entry<Integer, Long> bucket : counts.entrySet()) {
            passed += bucket.getValue();
            if (passed >= rank) {
                return Optional.of(upperBound(bucket.getKey()));
            }
        }
        return Optional.empty();
    }

    /**
     * The longest duration that a bucket is for.
     *
     * @param bucket 0 to {@value #LAST_BUCKET}
     */
    public static Duration upperBound(int bucket) {
        return Duration.ofNanos(UPPER_NANOS[bucket]);
    }

    /** The bucket that a duration belongs to: 0 to {@value #LAST_BUCKET}. A negative one is refused. */
    public static int bucketOf(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("sketch: seen %s, allowed 0 or more".formatted(duration));
        }
        if (duration.compareTo(Duration.ofNanos(UPPER_NANOS[LAST_BUCKET])) >= 0) {
            return LAST_BUCKET;
        }
        int found = Arrays.binarySearch(UPPER_NANOS, duration.toNanos());
        return found >= 0 ? found : -found - 1;
    }

    private static long[] upperNanos() {
        long[] bounds = new long[LAST_BUCKET + 1];
        for (int i = 0; i < bounds.length; i++) {
            // StrictMath: the same bounds on every machine.
            bounds[i] = Math.round(1e6 * StrictMath.pow(2, (double) i / BUCKETS_PER_DOUBLING));
        }
        return bounds;
    }
}
