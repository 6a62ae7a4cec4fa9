package io.headgate.worker.guard;

import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.FailureCode;
import java.time.Duration;

/** What is known of one model at one endpoint, and who waits for it. Not thread-safe. */
final class TargetGate {
    /** After this we ask again, whatever a provider says: one wrong header must not close a model for a day. */
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    final Target target;
    final Line critical = new Line(this);
    final Line standard = new Line(this);
    final TargetRates rates;
    /** Whether our key is good for it. */
    final Closure key = Closure.withoutKey();

    Breaker breaker;
    /** When a call last ended here. */
    long lastCallAt;

    private long pausedUntil;
    private FailureCode pauseCode = FailureCode.PROVIDER_RATE_LIMITED;

    TargetGate(Target target, Breaker breaker, TargetRates rates, long now) {
        this.target = target;
        this.breaker = breaker;
        this.rates = rates;
        this.lastCallAt = now;
    }

    Line line(Waiter waiter) {
        return waiter.critical() ? critical : standard;
    }

    int waiting() {
        return critical.size() + standard.size();
    }

    /** The provider asked for a pause, of which {@link #LONGEST_PAUSE} counts at most; of two the longer one does. */
    void pause(Duration asked, FailureCode code, long now) {
        long until = now + Backoff.shorter(asked, LONGEST_PAUSE).toNanos();
        if (until > pausedUntil) {
            pausedUntil = until;
            pauseCode = code;
        }
    }

    long pausedUntil() {
        return pausedUntil;
    }

    /** How the router is told what holds calls back. */
    FailureCode code(Hold hold) {
        return switch (hold) {
            case PAUSE -> pauseCode;
            case LIMIT, BREAKER -> FailureCode.PROVIDER_UNAVAILABLE;
            case RATE, QUOTA -> FailureCode.PROVIDER_RATE_LIMITED;
        };
    }
}
