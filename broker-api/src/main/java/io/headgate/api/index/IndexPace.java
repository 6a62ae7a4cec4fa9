package io.headgate.api.index;

import java.time.Duration;

/**
 * How long the index rests between two transactions: one costs about the same for a row as for tens, and above some thousand
 * records a second they become larger, and not more.
 */
final class IndexPace {
    private static final Duration SHORTEST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMillis(200);

    private IndexPace() {}

    /** A millisecond for each record that the last one wrote, and 20 to 200 ms in all. */
    static Duration after(int records) {
        return Duration.ofMillis(Math.clamp(records, SHORTEST.toMillis(), LONGEST.toMillis()));
    }
}
