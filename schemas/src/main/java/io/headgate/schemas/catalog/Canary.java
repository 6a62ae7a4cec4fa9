package io.headgate.schemas.catalog;

import io.headgate.schemas.id.ModelName;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A replacement that is tried on a few of a route's requests, in place of the pinned model.
 *
 * @param of the pinned model
 * @param to its replacement; another candidate of the same route
 * @param share of the requests, in hundredths of a percent, until the first step is reached
 * @param from before it the replacement has no share; null means at once
 * @param ramp later shares, by time since {@code from}, ascending; only where there is a {@code from}
 * @param stop when the replacement is given up; null means never
 */
public record Canary(
        ModelName of,
        ModelName to,
        int share,
        @Nullable Instant from,
        List<Step> ramp,
        @Nullable Stop stop) {
    /** What decisions, results and books call the pinned model's requests. */
    public static final String PINNED = "pinned";

    /** What they call those of the replacement. */
    public static final String REPLACEMENT = "canary";

    public Canary {
        ramp = List.copyOf(ramp);
        requireShare(share);
        if (of.equals(to)) {
            throw new IllegalArgumentException("canary of %s: seen itself for a replacement".formatted(of));
        }
        if (from == null && !ramp.isEmpty()) {
            throw new IllegalArgumentException("canary of %s: seen a ramp and no start".formatted(of));
        }
    }

    /** The share at a moment, in hundredths of a percent: nothing but time decides. */
    public int shareAt(Instant moment) {
        if (from == null) {
            return share;
        }
        if (moment.isBefore(from)) {
            return 0;
        }
        for (int i = ramp.size() - 1; i >= 0; i--) {
            if (!moment.isBefore(from.plus(ramp.get(i).after()))) {
                return ramp.get(i).share();
            }
        }
        return share;
    }

    private static void requireShare(int hundredths) {
        if (hundredths < 0 || hundredths > Route.Share.ALL) {
            throw new IllegalArgumentException("canary: seen a share of %d hundredths of a percent, allowed 0 to %d"
                    .formatted(hundredths, Route.Share.ALL));
        }
    }

    /** A share from some time after the start on, in hundredths of a percent. */
    public record Step(Duration after, int share) {
        public Step {
            requireShare(share);
        }
    }

    /**
     * When the replacement is given up. A rule that is null does not count; the first that is broken stops.
     *
     * @param afterAttempts how many attempts of each of the two must have been seen, 1 or more
     * @param errorRateOver by how many percent of all its attempts it may fail more often than the pinned model
     * @param contractViolationsOver by how many percent of all its attempts its answers may break the route's contract more
     *     often than the pinned model's
     * @param latencyRatioOver how many times as long it may take
     * @param costRatioOver how many times as much it may cost
     * @param feedbackBelow by how many percent the share of its answers that are found good may be smaller than the pinned
     *     model's
     * @param feedbackAtLeast how many recent answers of each of the two must have been judged for that, 1 or more
     */
    public record Stop(
            int afterAttempts,
            @Nullable BigDecimal errorRateOver,
            @Nullable BigDecimal contractViolationsOver,
            @Nullable BigDecimal latencyRatioOver,
            @Nullable BigDecimal costRatioOver,
            @Nullable BigDecimal feedbackBelow,
            int feedbackAtLeast) {
        /** "1.5" and "1.50" are the same rule. */
        public Stop {
            errorRateOver = plain(errorRateOver);
            contractViolationsOver = plain(contractViolationsOver);
            latencyRatioOver = plain(latencyRatioOver);
            costRatioOver = plain(costRatioOver);
            feedbackBelow = plain(feedbackBelow);
        }

        private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
            return number == null ? null : number.stripTrailingZeros();
        }
    }
}
