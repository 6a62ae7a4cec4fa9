package io.headgate.worker.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.Timeouts;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Stands before every call of one provider: deadline, then rate, then breaker, then timeouts. The permit was taken
 * before the dispatch was polled. Thread-safe; may block the calling (virtual) thread for as long as the rate asks.
 */
public final class Guard {
    private final Clock clock;
    private final RateLimiter rate;
    private final Breakers breakers = new Breakers();

    public Guard(Clock clock) {
        this.clock = clock;
        this.rate = new RateLimiter(System::nanoTime);
    }

    /**
     * Makes the call if and when it may be made.
     *
     * @param deadline after which no call starts, and at which one under way ends
     * @throws InterruptedException when the process is closing; nothing was called
     */
    public GuardedOutcome call(
            Provider provider, Target target, Instant deadline, Function<CallTimeouts, CallOutcome> call)
            throws InterruptedException {
        Duration left = left(deadline);
        if (!left.isPositive()) {
            return expired(deadline);
        }
        Optional<Duration> wait = rate.take(provider.limits(), left);
        if (wait.isEmpty()) {
            return passedOn(FailureCode.PROVIDER_RATE_LIMITED, "the provider's rate has no room before the deadline");
        }
        if (wait.get().isPositive()) {
            Thread.sleep(wait.get());
        }
        CircuitBreaker breaker = breakers.of(target);
        if (!breaker.tryAcquirePermission()) {
            return passedOn(FailureCode.PROVIDER_UNAVAILABLE, "the endpoint's breaker is open: too many calls failed");
        }
        Optional<CallTimeouts> timeouts = timeouts(provider.timeouts(), left(deadline));
        if (timeouts.isEmpty()) {
            breaker.releasePermission();
            return expired(deadline);
        }
        return new GuardedOutcome.Called(permitted(breaker, () -> call.apply(timeouts.get())));
    }

    private static CallOutcome permitted(CircuitBreaker breaker, Supplier<CallOutcome> call) {
        long started = System.nanoTime();
        boolean ended = false;
        try {
            CallOutcome outcome = call.get();
            ended = true;
            Breakers.record(breaker, outcome, System.nanoTime() - started);
            return outcome;
        } finally {
            if (!ended) {
                breaker.releasePermission();
            }
        }
    }

    /** The provider's timeouts within the time that is left; empty when none is. */
    static Optional<CallTimeouts> timeouts(Timeouts configured, Duration left) {
        if (!left.isPositive()) {
            return Optional.empty();
        }
        Duration total = shorter(configured.total(), left);
        return Optional.of(new CallTimeouts(
                shorter(configured.connect(), total),
                shorter(configured.firstByte(), total),
                shorter(configured.betweenChunks(), total),
                total));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private Duration left(Instant deadline) {
        return Duration.between(clock.instant(), deadline);
    }

    private static GuardedOutcome expired(Instant deadline) {
        return new GuardedOutcome.Expired(new Failure(
                FailureCode.DEADLINE_EXCEEDED, "the deadline passed before the call", deadline.toString(), null));
    }

    private static GuardedOutcome passedOn(FailureCode code, String message) {
        return new GuardedOutcome.PassedOn(Failure.of(code, message));
    }
}
