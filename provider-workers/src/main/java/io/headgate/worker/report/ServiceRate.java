package io.headgate.worker.report;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many calls can end in a second: by Little's law the calls that may be under way, by the time that each takes. That
 * time is the mean of recent ones; an older one counts half as much every {@link #HALF_LIFE}. Not thread-safe.
 */
final class ServiceRate {
    /** Long enough to hold on to calls of many seconds each, short enough to notice that a provider has changed. */
    static final Duration HALF_LIFE = Duration.ofSeconds(30);

    /** A mean of fewer calls says little. */
    private static final double FEWEST = 5;

    /** A simulated provider may answer in no time at all. */
    private static final double SHORTEST_NANOS = 1_000;

    private double calls;
    private double nanos;

    /** Adds calls that ended, after {@code elapsed} since those before. */
    void add(long ended, long totalNanos, Duration elapsed) {
        double kept = Math.pow(0.5, (double) elapsed.toMillis() / HALF_LIFE.toMillis());
        calls = calls * kept + ended;
        nanos = nanos * kept + totalNanos;
    }

    /**
     * The rate, per second; null when too few calls have ended.
     *
     * @param limit calls that may be under way at once
     * @param allowed calls a second that the rate limit allows; null when there is none
     */
    @Nullable
    Double at(int limit, @Nullable Double allowed) {
        if (calls < FEWEST) {
            return null;
        }
        double possible = limit * 1e9 / Math.max(SHORTEST_NANOS, nanos / calls);
        return allowed == null ? possible : Math.min(possible, allowed);
    }
}
