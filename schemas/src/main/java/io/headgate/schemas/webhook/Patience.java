package io.headgate.schemas.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When what was not delivered is tried again: later and later, drawn evenly from zero up, and given up in the end. */
final class Patience {
    static final Duration GIVE_UP_AFTER = Duration.ofHours(24);
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 20;

    private Patience() {}

    /**
     * The next try; empty when it is to be given up.
     *
     * @param tries how many there were, 1 or more
     */
    static Optional<Instant> next(int tries, Instant createdAt, Instant now, RandomGenerator random) {
        if (!now.isBefore(createdAt.plus(GIVE_UP_AFTER))) {
            return Optional.empty();
        }
        Duration doubled = FIRST.multipliedBy(1L << Math.min(tries - 1, MOST_DOUBLINGS));
        long bound = (doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST).toMillis();
        return Optional.of(now.plusMillis(random.nextLong(bound + 1)));
    }
}
