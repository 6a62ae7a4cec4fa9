package io.headgate.metering.orphan;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How calls that a crash orphaned are found.
 *
 * @param stateDir where calls whose outcome is not known are kept, a cache; each process its own
 * @param after how long the outcome of a call is waited for, positive; longer than any call may take, or a call that is under
 *     way is given up
 * @param lookEvery how often it is looked for calls to give up, 10 ms or more
 */
public record OrphanConfig(Path stateDir, Duration after, Duration lookEvery) {
    /** The longest that a catalogue lets a call take, and a quarter of an hour. */
    public static final Duration AFTER = Duration.ofMinutes(75);

    public static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    private static final Duration SHORTEST_LOOK = Duration.ofMillis(10);

    public OrphanConfig {
        if (!after.isPositive() || lookEvery.compareTo(SHORTEST_LOOK) < 0) {
            throw new IllegalArgumentException(
                    "metering, orphans: seen after %s and lookEvery %s, allowed more than 0 and %s or more"
                            .formatted(after, lookEvery, SHORTEST_LOOK));
        }
    }

    public static OrphanConfig defaults(Path stateDir) {
        return new OrphanConfig(stateDir, AFTER, LOOK_EVERY);
    }
}
