package io.headgate.router.route;

import io.headgate.schemas.message.DurationSketch;
import java.time.Duration;
import java.util.Optional;

/** A {@link DurationSketch} whose older durations count for less. Not thread-safe. */
final class DecayedSketch {
    private final double[] counts = new double[DurationSketch.LAST_BUCKET + 1];

    /** @param kept how much of each of those before still counts, 0 to 1 */
    void decay(double kept) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] *= kept;
        }
    }

    void add(DurationSketch sketch) {
        sketch.counts().forEach((bucket, count) -> counts[bucket] += count);
    }

    /** As {@link DurationSketch#quantile}; empty when next to nothing is left. */
    Optional<Duration> quantile(double share) {
        double all = 0;
        for (double count : counts) {
            all += count;
        }
        if (all < 1e-3) {
            return Optional.empty();
        }
        double passed = 0;
        for (int i = 0; i < counts.length; i++) {
            passed += counts[i];
            if (passed >= share * all) {
                return Optional.of(DurationSketch.upperBound(i));
            }
        }
        return Optional.of(DurationSketch.upperBound(DurationSketch.LAST_BUCKET));
    }
}
