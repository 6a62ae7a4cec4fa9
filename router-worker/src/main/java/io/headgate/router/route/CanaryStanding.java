package io.headgate.router.route;

import org.jspecify.annotations.Nullable;

/**
 * How a route's replacement stands beside the pinned model.
 *
 * @param stopped why it was given up; null while it goes on
 */
public record CanaryStanding(
        CanaryFigures pinned,
        CanaryFigures replacement,
        @Nullable String stopped) {
    /** Nothing was seen of either. */
    public static final CanaryStanding UNKNOWN = new CanaryStanding(CanaryFigures.NONE, CanaryFigures.NONE, null);
}
