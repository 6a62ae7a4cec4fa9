package io.headgate.worker.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.BreakerState;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The circuit breaker of one model at one endpoint. Resilience4j keeps the window and the half-open state; ours are the
 * failures in a row, and how long it stays open: that grows from opening to opening, and depends on health checks. Not
 * thread-safe; its caller brings lock and time.
 */
final class Breaker {
    /** In a row: after a good time the window takes long to fill with failures, and ten are no bad luck. */
    static final int FAILURES_IN_A_ROW = 10;
    /** Calls that are let through to see. */
    static final int HALF_OPEN_CALLS = 3;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    /** Checks may fail where calls do not: so long after it opened a call may try, whatever they say. */
    private static final Duration LONGEST_DEFERRAL = Duration.ofSeconds(30);
    /** A call is slow when it takes most of what it may. */
    private static final double SLOW_PART = 0.8;
    /** Resilience4j would end the open state by itself; here {@link #enter} and health checks do. */
    private static final Duration UNTIL_WE_SAY_SO = Duration.ofDays(1000);

    private final CircuitBreaker breaker;
    private final RandomGenerator random;
    private final Runnable onOpened;
    private State known = State.CLOSED;
    private long era;
    private int failuresInARow;
    private int openings;
    private long openSince;
    private long openUntil;
    private boolean checkFailed;

    /**
     * @param total how long a call may take at most
     * @param onOpened told when it has opened
     */
    Breaker(Target target, Duration total, RandomGenerator random, Runnable onOpened) {
        this.random = random;
        this.onOpened = onOpened;
        this.breaker = CircuitBreaker.of(
                target.endpoint() + "/" + target.model(),
                CircuitBreakerConfig.custom()
                        .slidingWindow(100, 10, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(50)
                        .slowCallRateThreshold(80)
                        .slowCallDurationThreshold(Duration.ofNanos((long) (total.toNanos() * SLOW_PART)))
                        .permittedNumberOfCallsInHalfOpenState(HALF_OPEN_CALLS)
                        .waitDurationInOpenState(UNTIL_WE_SAY_SO)
                        .writableStackTraceEnabled(false)
                        .build());
    }

    /** Asks for a call; true is a permission, which {@link #ended} or {@link #release} ends. */
    boolean enter(long now) {
        if (isOpen(now)) {
            return false;
        }
        if (known == State.OPEN) {
            halfOpen(now);
        }
        return breaker.tryAcquirePermission();
    }

    /** Which stretch between two changes this is: a permission's end counts only in the one it was given in. */
    long era() {
        return era;
    }

    /** A permitted call has ended. */
    void ended(long permittedIn, Sign sign, long nanos, long now) {
        if (permittedIn != era) {
            return; // it began before the breaker changed, and says nothing of what is now
        }
        switch (sign) {
            case WELL -> {
                failuresInARow = 0;
                breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
            }
            case STRAINED, BROKEN -> {
                breaker.onError(nanos, TimeUnit.NANOSECONDS, UNHEALTHY);
                if (++failuresInARow >= FAILURES_IN_A_ROW && breaker.getState() == State.CLOSED) {
                    breaker.transitionToOpenState();
                }
            }
            case CROWDED, NEUTRAL, UNTRIED -> breaker.releasePermission();
        }
        follow(now);
    }

    /** A permission is not used. */
    void release(long permittedIn) {
        if (permittedIn == era) {
            breaker.releasePermission();
        }
    }

    /**
     * A health check passed. Calls may try again at once, if that is news: when calls failed again though checks pass, only
     * time helps.
     */
    void checkPassed(long now) {
        if (known == State.OPEN && (openings == 1 || checkFailed)) {
            halfOpen(now);
        }
    }

    private void halfOpen(long now) {
        breaker.transitionToHalfOpenState();
        follow(now);
    }

    /** Health checks fail: nobody need try before the moment given, or {@link #LONGEST_DEFERRAL} after it opened. */
    void checkFailed(long notBefore) {
        if (known == State.OPEN) {
            checkFailed = true;
            openUntil = Math.max(openUntil, Math.min(notBefore, openSince + LONGEST_DEFERRAL.toNanos()));
        }
    }

    /** Opens it without a call having failed: health checks did. */
    void open(long now) {
        if (known != State.OPEN) {
            breaker.transitionToOpenState();
            follow(now);
        }
    }

    private void follow(long now) {
        State state = breaker.getState();
        if (state == known) {
            return;
        }
        known = state;
        era++;
        failuresInARow = 0;
        if (state == State.OPEN) {
            openSince = now;
            openUntil = now + wait(++openings);
            checkFailed = false;
            onOpened.run();
        } else if (state == State.CLOSED) {
            openings = 0;
        }
    }

    /** 1 s, 2 s, 4 s … 10 s, less up to a fifth: many workers must not come back in step. */
    private long wait(int opening) {
        long bound = Backoff.bound(FIRST_WAIT, LONGEST_WAIT, opening).toNanos();
        return bound - random.nextLong(bound / 5);
    }

    /** Whether it is open and its wait has not ended. */
    boolean isOpen(long now) {
        return known == State.OPEN && now < openUntil;
    }

    /** When it will let calls through; meaningful while {@link #isOpen}. */
    long openUntil() {
        return openUntil;
    }

    /** When it opened; {@link TokenBucket#NEVER} when it is not open. */
    long openSince() {
        return known == State.OPEN ? openSince : TokenBucket.NEVER;
    }

    /** As others see it: one whose wait has ended lets calls through, though none has come yet. */
    BreakerState state(long now) {
        return switch (known) {
            case OPEN, FORCED_OPEN -> isOpen(now) ? BreakerState.OPEN : BreakerState.HALF_OPEN;
            case HALF_OPEN -> BreakerState.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> BreakerState.CLOSED;
        };
    }

    /** Resilience4j wants a throwable; ours are outcomes. */
    private static final Throwable UNHEALTHY = new Unhealthy();

    private static final class Unhealthy extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unhealthy() {
            super("the call failed", null, false, false);
        }
    }
}
