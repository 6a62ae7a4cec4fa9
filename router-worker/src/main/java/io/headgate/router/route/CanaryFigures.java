package io.headgate.router.route;

import java.time.Duration;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * How one of a canary's two models did on the requests of its route: of about the last thousand attempts, later ones
 * counting for more.
 *
 * @param attempts all that were seen
 * @param errorRate how many of a hundred failed by the provider's fault, 0 to 100; 0 when none was seen
 * @param violationRate of how many of a hundred the answer broke the route's contract, 0 to 100; 0 when none was seen
 * @param time what a completed attempt takes, as the geometric mean; null when none completed
 * @param cost of a completed attempt, the mean in units of {@code currency}: to compare by, not to account with
 * @param currency null when nothing with a price completed
 */
public record CanaryFigures(
        long attempts,
        double errorRate,
        double violationRate,
        @Nullable Duration time,
        double cost,
        @Nullable Currency currency) {
    /** Nothing was seen. */
    public static final CanaryFigures NONE = new CanaryFigures(0, 0, 0, null, 0, null);
}
