package io.headgate.worker.guard;

import static io.headgate.worker.guard.TokenBucket.NEVER;

import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.AttemptStats.Checks;
import io.headgate.schemas.message.AttemptStats.Gate;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The gates before a provider's calls. All that a call needs is taken in one step or not at all. What a call's end teaches
 * goes to each of them from here. There is no thread and no clock in it, and it is not thread-safe: its caller brings the
 * lock, and the time in nanoseconds from 0.
 */
final class Gates {
    /** After which half of what targets had in flight is forgotten. */
    private static final long AGE_NANOS = Duration.ofSeconds(10).toNanos();

    private final RandomGenerator random;
    private final Runnable onOpened;
    private final Map<Target, TargetGate> targets = new HashMap<>();
    private final Rates rates = new Rates();
    private final Permits permits = new Permits();
    private final Closure money = Closure.withoutMoney();
    private @Nullable Provider provider;
    private Set<Target> served = Set.of();
    private double share = 1;
    private long agedAt;

    /** @param onOpened told when a breaker has opened */
    Gates(RandomGenerator random, Runnable onOpened) {
        this.random = random;
        this.onOpened = onOpened;
    }

    /**
     * Takes over a provider's limits and timeouts; before anything else.
     *
     * @param newlyServed empty when the provider has left: should it return, what was known of its health is forgotten
     */
    void follow(Provider followed, Set<Target> newlyServed, long now) {
        boolean otherTimes = provider != null
                && !provider.timeouts().total().equals(followed.timeouts().total());
        boolean returns = provider != null && served.isEmpty();
        provider = followed;
        served = Set.copyOf(newlyServed);
        targets.values().removeIf(gate -> isQuiet(gate) && (returns || !served.contains(gate.target)));
        permits.follow(followed.limits().maxInFlight(), served);
        followRates(now);
        if (otherTimes || returns) {
            targets.values().forEach(gate -> gate.breaker = breaker(gate.target));
        }
        served.forEach(target -> gate(target, now));
    }

    /** Those of the catalogue; {@link #all} has others too, while they are called. */
    Set<Target> served() {
        return served;
    }

    private boolean isQuiet(TargetGate gate) {
        return gate.waiting() == 0 && permits.inFlight(gate.target) == 0;
    }

    /** Which part of the account's rates is ours, 0 to 1. */
    void share(double fraction, long now) {
        share = fraction;
        if (provider != null) {
            followRates(now);
        }
    }

    private void followRates(long now) {
        rates.follow(provider().limits(), share, now);
        targets.values().forEach(gate -> gate.rates.follow(provider().limits(), share, now));
    }

    TargetGate gate(Target target, long now) {
        return targets.computeIfAbsent(target, t -> newGate(t, now));
    }

    private TargetGate newGate(Target target, long now) {
        TargetGate gate = new TargetGate(target, breaker(target), new TargetRates(rates), now);
        gate.rates.follow(provider().limits(), share, now);
        return gate;
    }

    private Breaker breaker(Target target) {
        return new Breaker(target, provider().timeouts().total(), random, onOpened);
    }

    Collection<TargetGate> all() {
        return targets.values();
    }

    Provider provider() {
        if (provider == null) {
            throw new IllegalStateException("a guard was asked before it follows a provider");
        }
        return provider;
    }

    /**
     * The gates in their order. Until the last has opened nothing is taken, and then all is.
     *
     * @param rateKeptUntil until when the rate is kept for somebody else
     */
    Verdict verdict(Waiter waiter, TargetGate gate, long rateKeptUntil, long now) {
        if (now >= waiter.deadline()) {
            return new Verdict.TurnedAway(givenUp(waiter, now));
        }
        Failure closed = closed(gate, now);
        if (closed != null) {
            return new Verdict.TurnedAway(new GuardedOutcome.PassedOn(closed));
        }
        age(now);
        if (!permits.admits(waiter.target(), waiter.critical())) {
            return new Verdict.Held(Hold.LIMIT, NEVER);
        }
        if (gate.pausedUntil() > now) {
            return new Verdict.Held(Hold.PAUSE, gate.pausedUntil());
        }
        long rateFreeAt = Math.max(rateKeptUntil, gate.rates.accountFreeAt(waiter.tokens(), now));
        long quotaFreeAt = gate.rates.ownFreeAt(waiter.tokens(), now);
        if (Math.max(rateFreeAt, quotaFreeAt) > now) {
            return rateFreeAt >= quotaFreeAt
                    ? new Verdict.Held(Hold.RATE, rateFreeAt)
                    : new Verdict.Held(Hold.QUOTA, quotaFreeAt);
        }
        if (!gate.breaker.enter(now)) {
            return new Verdict.Held(Hold.BREAKER, gate.breaker.isOpen(now) ? gate.breaker.openUntil() : NEVER);
        }
        gate.rates.take(waiter.tokens(), now);
        return new Verdict.Passed(new Pass(waiter, permits.take(waiter.target(), waiter.critical()), gate.breaker));
    }

    private @Nullable Failure closed(TargetGate gate, long now) {
        Failure forAll = money.closed(now);
        return forAll != null ? forAll : gate.key.closed(now);
    }

    private void age(long now) {
        if (now - agedAt > AGE_NANOS) {
            agedAt = now;
            permits.age();
        }
    }

    /** What becomes of somebody who waits no longer, or would wait in vain. */
    GuardedOutcome givenUp(Waiter waiter, long now) {
        TargetGate gate = gate(waiter.target(), now);
        Hold hold = gate.line(waiter).lastHold();
        String where =
                "%s/%s".formatted(waiter.target().endpoint(), waiter.target().model());
        boolean late = now >= waiter.deadline();
        if (late || !waiter.hurried()) {
            String story =
                    late ? "the deadline passed while it waited for" : "its deadline is before the end of its wait for";
            return new GuardedOutcome.Expired(new Failure(
                    FailureCode.DEADLINE_EXCEEDED,
                    "%s %s: %s".formatted(story, where, hold.reason()),
                    waiter.errand().deadline().toString(),
                    null));
        }
        return new GuardedOutcome.PassedOn(
                Failure.of(gate.code(hold), "not called at %s: %s".formatted(where, hold.reason())));
    }

    /**
     * A call has ended; its permit is still out.
     *
     * @param nanos that the provider took
     */
    void ended(Pass pass, CallOutcome outcome, CallTimeouts allowed, long nanos, long now) {
        Sign sign = Sign.of(outcome, allowed, provider().timeouts().total());
        if (sign == Sign.UNTRIED) {
            forget(pass, now);
            return;
        }
        TargetGate gate = gate(pass.target, now);
        gate.lastCallAt = now;
        pass.breaker.ended(pass.era, sign, nanos, now);
        AdaptiveLimit limit = permits.limit(pass.target);
        if (sign.overloaded()) {
            limit.overloaded(pass.call);
        } else if (sign == Sign.WELL) {
            limit.completed(permits.inFlight(pass.target));
        }
        money.ended(outcome, now - nanos, now);
        gate.key.ended(outcome, now - nanos, now);
        if (outcome instanceof CallOutcome.Retryable retryable && retryable.retryAfter() != null) {
            gate.pause(retryable.retryAfter(), retryable.failure().code(), now);
        }
        gate.rates.ended(pass.tokens, outcome, now);
    }

    /**
     * A call was given up, and its permit is given back.
     *
     * @param called whether it may have been sent: then nobody knows what it used, and what was taken for it stays taken
     */
    void abandoned(Pass pass, boolean called, long now) {
        if (called) {
            pass.breaker.release(pass.era);
        } else {
            forget(pass, now);
        }
        release(pass);
    }

    /** As if it had not been let through, but for its permit. */
    private void forget(Pass pass, long now) {
        pass.breaker.release(pass.era);
        gate(pass.target, now).rates.unused(pass.tokens, now);
    }

    /** Gives the permit back; once is enough. */
    void release(Pass pass) {
        if (pass.letGo()) {
            permits.release(pass.target, pass.critical);
        }
    }

    Permits permits() {
        return permits;
    }

    /** @param instant the wall clock at {@code now} */
    TargetState state(TargetGate gate, Checks checks, long now, Instant instant) {
        long breaker = gate.breaker.isOpen(now) ? gate.breaker.openUntil() : now;
        long closed = Math.max(money.until(), gate.key.until());
        long notBefore = Math.max(breaker, Math.max(gate.pausedUntil(), closed));
        return new TargetState(
                gate.target,
                permits.inFlight(gate.target),
                permits.limit(gate.target).get(),
                gate.waiting(),
                new Gate(
                        gate.breaker.state(now),
                        notBefore > now ? instant.plusNanos(notBefore - now) : null,
                        gate.rates.requestsLeft(now),
                        gate.rates.tokensLeft(now)),
                checks);
    }
}
