package io.headgate.worker.guard;

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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every call of one provider in one process: request deadline, adaptive in-flight limit, rate limiter,
 * circuit breaker, timeouts, call. {@link Gates} decides, without threads or clock; here are both, and the repeats in
 * place. Thread-safe.
 */
public final class Guard implements AutoCloseable {
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final long origin;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    private final RetryBudget budget = new RetryBudget();
    private final Gates gates;
    private final Entrance entrance;
    private final HealthChecks checks;
    private volatile @Nullable Provider provider;

    /**
     * A guard that has to {@link #follow} its provider before the first call.
     *
     * @param clock for deadlines
     * @param nanoTime for durations; only goes forward
     * @param random for jitter; used under a lock
     */
    public Guard(Clock clock, LongSupplier nanoTime, RandomGenerator random) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
        this.random = () -> {
            lock.lock();
            try {
                return random.nextLong();
            } finally {
                lock.unlock();
            }
        };
        this.gates = new Gates(this.random, this::breakerOpened);
        this.entrance = new Entrance(lock, this::now, gates);
        this.checks = new HealthChecks(lock, this::now, gates, () -> entrance.change((gates, now) -> {}));
    }

    /**
     * Takes over limits, timeouts and retry: before the first call, and with each new catalogue revision.
     *
     * @param targets that share the permits; any other that is called shares them too. Empty when the provider has left:
     *     its endpoints are checked no more, and when it returns, it begins as one that is new
     */
    public void follow(Provider followed, Set<Target> targets) {
        provider = followed;
        entrance.change((gates, now) -> {
            gates.follow(followed, targets, now);
            checks.follow();
        });
    }

    /**
     * Says which part of the account's rates is ours.
     *
     * @param fraction dispatch partitions owned of all there are, 0 to 1; 1 until said
     */
    public void share(double fraction) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("share of the rates: seen %s, allowed 0 to 1".formatted(fraction));
        }
        entrance.change((gates, now) -> gates.share(fraction, now));
    }

    /** Begins to check endpoints with this, while a breaker of theirs is open or they are idle. */
    public void checkWith(EndpointCheck check) {
        entrance.change((gates, now) -> checks.checkWith(check));
    }

    private void breakerOpened() {
        checks.breakerOpened();
    }

    /**
     * Makes the call when it may be made, and again in place where that is right. Blocks until then, so it is for virtual
     * threads.
     *
     * @return without a permit, though called, when a repeat could no longer be made: then the last outcome counts
     * @throws InterruptedException when it was given up; nothing is held then
     */
    public GuardedOutcome call(Errand errand, Upstream upstream) throws InterruptedException {
        CountedCalls counted = new CountedCalls(upstream);
        return errand.earlierCalls() == 0 ? firstHere(errand, counted) : againHere(errand, counted);
    }

    private GuardedOutcome firstHere(Errand errand, CountedCalls upstream) throws InterruptedException {
        Turn first = turn(errand, upstream, 1, errand.elsewhere());
        if (upstream.made() > 0) {
            budget.firstCall(now());
        }
        return withRepeats(errand, upstream, first);
    }

    /** The router sent it here once more: that is a repeat as well, if not in place. */
    private GuardedOutcome againHere(Errand errand, CountedCalls upstream) throws InterruptedException {
        if (!budget.takeRepeat()) {
            return new GuardedOutcome.PassedOn(Failure.of(
                    FailureCode.PROVIDER_UNAVAILABLE,
                    "the retry budget of %s is spent".formatted(errand.target().provider())));
        }
        Turn first;
        try {
            backOff(errand);
            first = turn(errand, upstream, 1, errand.elsewhere());
        } finally {
            if (upstream.made() == 0) {
                budget.giveBack();
            }
        }
        return withRepeats(errand, upstream, first);
    }

    /** It counts from the dispatch: a worker that is started again does not begin it again. */
    private void backOff(Errand errand) throws InterruptedException {
        Duration wait = Backoff.fullJitter(provider().retry(), errand.earlierCalls(), random);
        Duration left = left(errand.dispatchedAt().plus(wait));
        sleep(Backoff.shorter(left, left(errand.deadline())));
    }

    private GuardedOutcome withRepeats(Errand errand, CountedCalls upstream, Turn first) throws InterruptedException {
        Turn turn = first;
        for (int calls = 1; turn.outcome() instanceof GuardedOutcome.Called(CallOutcome last, Permit permit); calls++) {
            Optional<Duration> pause = Retries.pause(
                    errand,
                    last,
                    calls,
                    turn.took(),
                    left(errand.deadline()),
                    provider().retry(),
                    random);
            if (pause.isEmpty() || !budget.takeRepeat()) {
                return turn.outcome();
            }
            permit.release();
            turn = repeat(errand, upstream, calls + 1, pause.get());
            if (!(turn.outcome() instanceof GuardedOutcome.Called)) {
                return new GuardedOutcome.Called(last);
            }
        }
        return turn.outcome();
    }

    /** The budget has been asked; what was taken from it comes back when no call is made. */
    private Turn repeat(Errand errand, CountedCalls upstream, int call, Duration pause) throws InterruptedException {
        int before = upstream.made();
        try {
            sleep(pause);
            // It has an outcome already, so it does not wait long for another.
            return turn(errand, upstream, call, true);
        } finally {
            if (upstream.made() == before) {
                budget.giveBack();
            }
        }
    }

    /** One call, and all that stands before it. */
    private Turn turn(Errand errand, Upstream upstream, int call, boolean hurried) throws InterruptedException {
        // Request deadline.
        Duration left = left(errand.deadline());
        if (!left.isPositive()) {
            return Turn.of(expired(errand));
        }
        // Adaptive in-flight limit, rate limiter, circuit breaker: all three in one step, or none.
        Verdict.Final verdict = entrance.pass(errand, left, hurried);
        return switch (verdict) {
            case Verdict.TurnedAway(GuardedOutcome outcome) -> Turn.of(outcome);
            case Verdict.Passed(Pass pass) -> {
                // Timeouts.
                Optional<CallTimeouts> timeouts = timeouts(provider().timeouts(), left(errand.deadline()));
                if (timeouts.isEmpty()) {
                    entrance.change((gates, now) -> gates.abandoned(pass, false, now));
                    yield Turn.of(expired(errand));
                }
                // Call.
                yield called(pass, upstream, call, timeouts.get());
            }
        };
    }

    private Turn called(Pass pass, Upstream upstream, int call, CallTimeouts timeouts) throws InterruptedException {
        boolean ended = false;
        try {
            TimedOutcome timed = upstream.call(call, timeouts);
            ended = true;
            CallOutcome outcome = timed.outcome();
            long nanos = timed.took().toNanos();
            entrance.change((gates, now) -> gates.ended(pass, outcome, timeouts, nanos, now));
            Permit permit = () -> entrance.change((gates, now) -> gates.release(pass));
            return new Turn(new GuardedOutcome.Called(outcome, permit), timed.took());
        } finally {
            if (!ended) {
                entrance.change((gates, now) -> gates.abandoned(pass, true, now));
            }
        }
    }

    /** For how long somebody at the head of a line has waited, in nanoseconds; of all lines the longest, 0 without any. */
    public long longestWait() {
        return entrance.longestWait();
    }

    /** How all targets stand, those of the catalogue and others that were called. */
    public List<TargetState> states() {
        Instant instant = clock.instant();
        lock.lock();
        try {
            long now = now();
            return gates.all().stream()
                    .map(gate -> gates.state(gate, checks.counts(gate.target.endpoint()), now, instant))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Ends what it does of its own accord. Whoever waits goes on to wait until interrupted. */
    @Override
    public void close() {
        entrance.change((gates, now) -> checks.close());
        entrance.close();
    }

    private Provider provider() {
        Provider followed = provider;
        if (followed == null) {
            throw new IllegalStateException("a guard was asked before it follows a provider");
        }
        return followed;
    }

    private long now() {
        return nanoTime.getAsLong() - origin;
    }

    private Duration left(Instant until) {
        return Duration.between(clock.instant(), until);
    }

    private static void sleep(Duration wait) throws InterruptedException {
        if (wait.isPositive()) {
            Thread.sleep(wait);
        }
    }

    /** The provider's timeouts within the time that is left; empty when none is. */
    static Optional<CallTimeouts> timeouts(Timeouts configured, Duration left) {
        if (!left.isPositive()) {
            return Optional.empty();
        }
        Duration total = Backoff.shorter(configured.total(), left);
        return Optional.of(new CallTimeouts(
                Backoff.shorter(configured.connect(), total),
                Backoff.shorter(configured.firstByte(), total),
                Backoff.shorter(configured.betweenChunks(), total),
                total));
    }

    private static GuardedOutcome expired(Errand errand) {
        return new GuardedOutcome.Expired(new Failure(
                FailureCode.DEADLINE_EXCEEDED,
                "the deadline passed before the call",
                errand.deadline().toString(),
                null));
    }

    /** How one turn ended, and how long its call took. */
    private record Turn(GuardedOutcome outcome, Duration took) {
        static Turn of(GuardedOutcome notCalled) {
            return new Turn(notCalled, Duration.ZERO);
        }
    }
}
