package io.headgate.metering.sink;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Pauses that double from the shortest to the longest, until something succeeds. One thread at a time. */
public final class Backoff {
    private final Duration shortest;
    private final Duration longest;
    private final InstantSource clock;
    private Duration next;
    private Instant over = Instant.MIN;

    public Backoff(Duration shortest, Duration longest, InstantSource clock) {
        this.shortest = shortest;
        this.longest = longest;
        this.clock = clock;
        this.next = shortest;
    }

    public boolean isOver() {
        return !clock.instant().isBefore(over);
    }

    /** Begins a pause and says how long it is. */
    public Duration failed() {
        Duration pause = next;
        over = clock.instant().plus(pause);
        next = pause.multipliedBy(2).compareTo(longest) < 0 ? pause.multipliedBy(2) : longest;
        return pause;
    }

    public void succeeded() {
        next = shortest;
        over = Instant.MIN;
    }
}
