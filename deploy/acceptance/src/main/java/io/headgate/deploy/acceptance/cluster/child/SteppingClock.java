package io.headgate.deploy.acceptance.cluster.child;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The system's clock, and what it was stepped by: an operator or a time service that sets a machine's clock. */
final class SteppingClock extends Clock {
    /** {@code clock <duration>}, of ISO 8601; steps add up. */
    static final String ORDER = "clock";

    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

    void step(String duration) {
        offset.accumulateAndGet(Duration.parse(duration), Duration::plus);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(offset.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? this : Clock.offset(Clock.system(zone), offset.get());
    }
}
