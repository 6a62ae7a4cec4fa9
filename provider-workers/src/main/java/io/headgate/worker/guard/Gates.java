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
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The gates before a provider's calls and the lines before the gates. Everything a call needs is taken in one step or not
 * at all, so whoever waits at one gate holds nothing that another could use.
 *
 * <p>No thread and no clock is in here: {@link #admit} is called after whatever may let somebody through, and again at the
 * moment it returns. Not thread-safe; its caller brings the lock, and the time in nanoseconds from 0.
 */
final class Gates {
    /** Who could go elsewhere waits no longer than this. */
    static final Duration HURRIED_WAIT = Duration.ofSeconds(2);

    private static final long PASSED = -1;

    private final RandomGenerator random;
    private final Runnable onOpened;
    private final Map<Target, TargetGate> targets = new HashMap<>();
    /** Lines in which somebody waits, in the order of their turns. */
    private final ArrayDeque<Line> critical = new ArrayDeque<>();

    private final ArrayDeque<Line> standard = new ArrayDeque<>();
    private final Rates rates = new Rates();
    private final Permits permits;
    private final Account account = new Account();
    private Provider provider;
    private double share = 1;
    /** Until when the rate is kept for somebody whose turn it is; others would take it from under a large request. */
    private long rateKeptUntil;

    /** @param onOpened told when a breaker has opened */
    Gates(Provider provider, RandomGenerator random, Runnable onOpened) {
        this.provider = provider;
        this.random = random;
        this.onOpened = onOpened;
        this.permits = new Permits(provider.limits().maxInFlight());
    }

    void follow(Provider newProvider, Set<Target> served, long now) {
        boolean otherTimes =
                !newProvider.timeouts().total().equals(provider.timeouts().total());
        provider = newProvider;
        targets.values().removeIf(gate -> !served.contains(gate.target) && isQuiet(gate));
        permits.follow(provider.limits().maxInFlight(), served);
        rates.follow(provider.limits(), share, now);
        if (otherTimes) {
            targets.values().forEach(gate -> gate.breaker = breaker(gate.target));
        }
        served.forEach(target -> gate(target, now));
    }

    private boolean isQuiet(TargetGate gate) {
        return gate.waiting() == 0 && permits.inFlight(gate.target) == 0;
    }

    void share(double fraction, long now) {
        share = fraction;
        rates.follow(provider.limits(), share, now);
    }

    TargetGate gate(Target target, long now) {
        return targets.computeIfAbsent(target, t -> new TargetGate(t, breaker(t), now));
    }

    private Breaker breaker(Target target) {
        return new Breaker(target, provider.timeouts().total(), random, onOpened);
    }

    Collection<TargetGate> all() {
        return targets.values();
    }

    Provider provider() {
        return provider;
    }

    // --- in ---

    /** Puts somebody into line; {@link #admit} is to follow. */
    void join(Waiter waiter, long now) {
        Line line = gate(waiter.target(), now).line(waiter);
        if (line.isEmpty()) {
            ring(waiter).addLast(line);
        }
        line.join(waiter);
    }

    /** Takes somebody out of line; {@link #admit} is to follow. */
    void leave(Waiter waiter, long now) {
        Line line = gate(waiter.target(), now).line(waiter);
        if (line.leave(waiter) && line.isEmpty()) {
            ring(waiter).remove(line);
        }
    }

    private ArrayDeque<Line> ring(Waiter waiter) {
        return waiter.critical() ? critical : standard;
    }

    /**
     * Lets through all who may pass: critical ones first, and among equals one of each line in turn.
     *
     * @return when it is to be called again, though nothing happens until then; {@link TokenBucket#NEVER} when it need not
     */
    long admit(long now) {
        rateKeptUntil = 0;
        return Math.min(admit(critical, now), admit(standard, now));
    }

    private long admit(ArrayDeque<Line> ring, long now) {
        long again = NEVER;
        int heldInARow = 0;
        while (heldInARow < ring.size()) {
            Line line = ring.removeFirst();
            long until = letOneThrough(line, now);
            if (!line.isEmpty()) {
                ring.addLast(line);
            }
            boolean passed = until == PASSED;
            heldInARow = passed ? 0 : heldInARow + 1;
            again = passed ? NEVER : Math.min(again, until);
        }
        return again;
    }

    /** Returns {@link #PASSED}, or else when to ask again. */
    private long letOneThrough(Line line, long now) {
        while (!line.isEmpty()) {
            Waiter first = line.first();
            switch (verdict(first, line.gate, now)) {
                case Verdict.Passed passed -> {
                    decide(line, first, passed);
                    return PASSED;
                }
                case Verdict.TurnedAway away -> decide(line, first, away);
                case Verdict.Held held -> {
                    line.heldBy(held.hold());
                    if (!sendElsewhere(line, held, now)) {
                        keepRate(line, held, now);
                        return held.until();
                    }
                }
            }
        }
        return NEVER;
    }

    /** The gates in their order. Until the last has opened nothing is taken, and then all is. */
    private Verdict verdict(Waiter waiter, TargetGate gate, long now) {
        if (now >= waiter.deadline()) {
            return new Verdict.TurnedAway(givenUp(waiter, now));
        }
        Failure closed = account.closed(now);
        if (closed != null) {
            return new Verdict.TurnedAway(new GuardedOutcome.PassedOn(closed));
        }
        if (!permits.admits(waiter.target(), waiter.critical())) {
            return new Verdict.Held(Hold.LIMIT, NEVER);
        }
        if (now < gate.pausedUntil()) {
            return new Verdict.Held(Hold.PAUSE, gate.pausedUntil());
        }
        long rateFreeAt = Math.max(rateKeptUntil, rates.freeAt(waiter.tokens(), now));
        if (rateFreeAt > now) {
            return new Verdict.Held(Hold.RATE, rateFreeAt);
        }
        if (!gate.breaker.enter(now)) {
            return new Verdict.Held(Hold.BREAKER, gate.breaker.isOpen(now) ? gate.breaker.openUntil() : NEVER);
        }
        rates.take(waiter.tokens(), now);
        return new Verdict.Passed(new Pass(waiter, permits.take(waiter.target(), waiter.critical()), gate.breaker));
    }

    private void decide(Line line, Waiter waiter, Verdict.Final verdict) {
        line.leave(waiter);
        waiter.decide(verdict);
    }

    /** Sends away those who need not wait, when the wait is known to be long. Whether there were any. */
    private boolean sendElsewhere(Line line, Verdict.Held held, long now) {
        boolean broken = held.hold() == Hold.BREAKER || line.gate.breaker.isOpen(now);
        boolean known = held.until() != NEVER && held.until() - now >= HURRIED_WAIT.toNanos();
        if (!line.anyHurried() || !(broken || known)) {
            return false;
        }
        line.heldBy(broken ? Hold.BREAKER : held.hold());
        line.hurried().forEach(waiter -> decide(line, waiter, new Verdict.TurnedAway(givenUp(waiter, now))));
        return true;
    }

    /** Whoever's turn it is at the rate keeps it, unless it could not go anyway. */
    private void keepRate(Line line, Verdict.Held held, long now) {
        if (held.hold() == Hold.RATE && !line.gate.breaker.isOpen(now)) {
            rateKeptUntil = Math.max(rateKeptUntil, held.until());
        }
    }

    /** What becomes of somebody who waits no longer. */
    GuardedOutcome givenUp(Waiter waiter, long now) {
        TargetGate gate = gate(waiter.target(), now);
        Hold hold = gate.line(waiter).lastHold();
        String where =
                "%s/%s".formatted(waiter.target().endpoint(), waiter.target().model());
        if (now >= waiter.deadline()) {
            return new GuardedOutcome.Expired(new Failure(
                    FailureCode.DEADLINE_EXCEEDED,
                    "the deadline passed while it waited for %s: %s".formatted(where, hold.reason()),
                    waiter.errand().deadline().toString(),
                    null));
        }
        return new GuardedOutcome.PassedOn(
                Failure.of(gate.code(hold), "not called at %s: %s".formatted(where, hold.reason())));
    }

    // --- out ---

    /** A call has ended; its permit is still out. {@link #admit} is to follow. */
    void ended(Pass pass, CallOutcome outcome, CallTimeouts allowed, long nanos, long now) {
        TargetGate gate = gate(pass.target, now);
        gate.lastCallAt = now;
        Sign sign = Sign.of(outcome, allowed, provider.timeouts().total());
        pass.breaker.ended(pass.era, sign, nanos, now);
        AdaptiveLimit limit = permits.limit(pass.target);
        if (sign.overloaded()) {
            limit.overloaded(pass.call);
        } else if (sign == Sign.WELL) {
            limit.completed(permits.inFlight(pass.target));
        }
        account.ended(outcome, now);
        if (outcome instanceof CallOutcome.Retryable(Failure failure, Duration retryAfter, var _)
                && retryAfter != null) {
            gate.pause(now + retryAfter.toNanos(), failure.code());
        }
        rates.used(pass.tokens, tokensUsed(outcome, pass.tokens), now);
        rates.hear(outcome.reply().headroom(), now);
    }

    /** What it cost of the token rate; what nobody knows is what was taken for it. */
    private static long tokensUsed(CallOutcome outcome, long taken) {
        return switch (outcome) {
            case CallOutcome.Completed completed ->
                completed.usage().inputTokens() + completed.usage().outputTokens();
            case CallOutcome.Retryable _, CallOutcome.Refused _ -> 0;
            case CallOutcome.Unknown unknown ->
                unknown.usage() == null
                        ? taken
                        : unknown.usage().inputTokens() + unknown.usage().outputTokens();
        };
    }

    /** A call was given up, or never made: nobody knows how it would have ended. {@link #admit} is to follow. */
    void abandoned(Pass pass, boolean called, long now) {
        pass.breaker.release(pass.era);
        if (called) {
            rates.used(pass.tokens, 0, now);
        } else {
            rates.unused(pass.tokens, now);
        }
        release(pass);
    }

    /** Gives the permit back; once is enough. {@link #admit} is to follow. */
    void release(Pass pass) {
        if (pass.letGo()) {
            permits.release(pass.target, pass.critical);
        }
    }

    // --- seen ---

    Permits permits() {
        return permits;
    }

    /** @param instant the wall clock at {@code now} */
    TargetState state(TargetGate gate, Checks checks, long now, Instant instant) {
        long breaker = gate.breaker.isOpen(now) ? gate.breaker.openUntil() : now;
        long notBefore = Math.max(breaker, Math.max(gate.pausedUntil(), account.closedUntil()));
        return new TargetState(
                gate.target,
                permits.inFlight(gate.target),
                permits.limit(gate.target).get(),
                gate.waiting(),
                new Gate(
                        gate.breaker.state(now),
                        notBefore > now ? instant.plusNanos(notBefore - now) : null,
                        rates.requestsLeft(now),
                        rates.tokensLeft(now)),
                checks);
    }
}
