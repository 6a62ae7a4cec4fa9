package io.headgate.worker.report;

import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.AttemptStats;
import io.headgate.worker.guard.TargetState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides what is told of which target, and when to look again: at a steady pace while there is work, else only that a
 * target is still there. Not thread-safe; the clock comes from outside.
 */
public final class StatsRound {
    /** Four times a second: the router ranks by it, and a queue of seconds is what it steers. */
    public static final Duration PACE = Duration.ofMillis(250);

    /** How often an idle target is told of: a reader drops what it has not heard of for a few of these. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /**
     * The same where something is queued or under way: the router holds work back by it, and does not believe for long in a
     * queue of which it hears nothing.
     */
    static final Duration BUSY_HEARTBEAT = Duration.ofSeconds(1);

    private final String worker;
    private final Map<Target, Told> told = new HashMap<>();

    private record Told(TargetState state, long unread, int tenants, long atNanos) {}

    /**
     * What a round found.
     *
     * @param busy whether there is work, so that there will be more to tell in a moment
     * @param rest how long nothing needs to be told unless something happens
     */
    public record Found(List<AttemptStats> stats, boolean busy, Duration rest) {}

    /** @param worker name of the process */
    public StatsRound(String worker) {
        this.worker = worker;
    }

    /**
     * Looks at every target once.
     *
     * @param nanoTime of a clock that only goes forward
     */
    public Found next(Collection<? extends StatsSource> sources, Instant now, long nanoTime) {
        List<AttemptStats> stats = new ArrayList<>();
        Map<Target, Told> still = new HashMap<>();
        boolean busy = false;
        for (StatsSource source : sources) {
            long unread = source.unread();
            int tenants = source.tenants();
            busy |= unread > 0;
            for (TargetState state : source.statesOf(TargetBook::hasNews)) {
                TargetBook book = source.books().of(state.target());
                busy |= working(state) || book.hasNews();
                Told before = told.get(state.target());
                if (before == null || book.hasNews() || due(before, state, unread, tenants, nanoTime)) {
                    stats.add(book.drain(worker, state, unread, tenants, source.allowedRate(), now));
                    before = new Told(state, unread, tenants, nanoTime);
                }
                still.put(state.target(), before);
            }
        }
        told.clear();
        told.putAll(still);
        return new Found(stats, busy, busy ? PACE : rest(nanoTime));
    }

    private static boolean working(TargetState state) {
        return state.inFlight() > 0 || state.waiting() > 0;
    }

    /** Room in a rate limit grows all the time; by itself it is not news. */
    private static boolean due(Told before, TargetState now, long unread, int tenants, long nanoTime) {
        TargetState then = before.state();
        boolean changed = then.inFlight() != now.inFlight()
                || then.limit() != now.limit()
                || then.waiting() != now.waiting()
                || then.gate().breaker() != now.gate().breaker()
                || (then.gate().notBefore() == null) != (now.gate().notBefore() == null)
                || !then.checks().equals(now.checks())
                || before.unread() != unread
                || before.tenants() != tenants;
        Duration beat = working(now) || unread > 0 ? BUSY_HEARTBEAT : HEARTBEAT;
        return changed || nanoTime - before.atNanos() >= beat.toNanos();
    }

    private Duration rest(long nanoTime) {
        long rest = HEARTBEAT.toNanos();
        for (Told each : told.values()) {
            rest = Math.min(rest, HEARTBEAT.toNanos() - (nanoTime - each.atNanos()));
        }
        return Duration.ofNanos(Math.max(0, rest));
    }
}
