package io.headgate.router.route;

import io.headgate.schemas.message.BreakerState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A target's health as a test wants it: well known, sound, idle, a second a call, a hundred slots. */
record FakeHealth(
        Duration latency,
        double failing,
        Duration queue,
        BreakerState breaker,
        @Nullable Instant until,
        @Nullable RateRoom room) {
    FakeHealth() {
        this(Duration.ofSeconds(1), 0, Duration.ZERO, BreakerState.CLOSED, null, null);
    }

    FakeHealth taking(Duration median) {
        return new FakeHealth(median, failing, queue, breaker, until, room);
    }

    FakeHealth failing(double share) {
        return new FakeHealth(latency, share, queue, breaker, until, room);
    }

    FakeHealth queue(Duration wait) {
        return new FakeHealth(latency, failing, wait, breaker, until, room);
    }

    FakeHealth shutUntil(Instant moment) {
        return new FakeHealth(latency, failing, queue, BreakerState.OPEN, moment, room);
    }

    FakeHealth left(RateRoom byRates) {
        return new FakeHealth(latency, failing, queue, breaker, until, byRates);
    }

    TargetHealth health() {
        double rate = 100;
        return new TargetHealth(
                1_000,
                1 - failing,
                latency,
                latency.multipliedBy(2),
                latency.dividedBy(2),
                breaker,
                until,
                (long) (queue.toMillis() / 1000.0 * rate),
                100,
                rate,
                room);
    }
}
