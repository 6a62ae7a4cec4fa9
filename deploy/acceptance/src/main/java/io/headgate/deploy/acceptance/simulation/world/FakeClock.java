package io.headgate.deploy.acceptance.simulation.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that passes when it is told to. */
public final class FakeClock extends Clock {
    static final Instant BEGINNING = Instant.parse("2026-11-20T12:00:30Z");

    private Duration passed = Duration.ZERO;

    void pass(Duration time) {
        passed = passed.plus(time);
    }

    /** Since the beginning. */
    Duration passed() {
        return passed;
    }

    long nanos() {
        return passed.toNanos();
    }

    @Override
    public Instant instant() {
        return BEGINNING.plus(passed);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("instants are all that is asked for");
    }
}
