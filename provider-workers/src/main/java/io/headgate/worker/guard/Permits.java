package io.headgate.worker.guard;

import io.headgate.schemas.id.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who may have how many of a provider's calls in flight. Three rules share them: standard work leaves a reserve to
 * critical work; each target has a small share that no other can take, and all compete for the rest; a target stays
 * within its {@link AdaptiveLimit}, of which its standard work leaves a reserve as well. Pure; not thread-safe.
 */
final class Permits {
    /** A tenth is for critical work alone. */
    private static final int RESERVE_PART = 10;
    /** A quarter is promised to targets, in equal shares. */
    private static final int SHARED_OUT_PART = 4;

    private final Map<Target, Holding> holdings = new HashMap<>();
    private int max;
    private int share;
    private int inFlight;
    private int standard;
    /** Of all shares, what is not taken, and what standard work has not taken. */
    private int promised;

    private int promisedToStandard;

    /** Other limits, other targets. One that has left is forgotten when it holds nothing. */
    void follow(int newMax, Set<Target> targets) {
        max = newMax;
        holdings.entrySet().removeIf(e -> e.getValue().inFlight() == 0 && !targets.contains(e.getKey()));
        targets.forEach(target -> holdings.computeIfAbsent(target, t -> new Holding()));
        holdings.values().forEach(holding -> holding.limit.under(max));
        shareOut();
    }

    private void shareOut() {
        int targets = holdings.size();
        // With more targets than half of the permits, promises would leave nothing to compete for.
        share = targets == 0 || targets > max / 2 ? 0 : Math.max(1, max / (SHARED_OUT_PART * targets));
        promised = holdings.values().stream().mapToInt(h -> open(h.inFlight())).sum();
        promisedToStandard =
                holdings.values().stream().mapToInt(h -> open(h.standard)).sum();
    }

    private int open(int taken) {
        return Math.max(0, share - taken);
    }

    private static int reserve(int of) {
        return of < 2 ? 0 : Math.max(1, of / RESERVE_PART);
    }

    private Holding of(Target target) {
        Holding known = holdings.get(target);
        if (known == null) {
            known = new Holding();
            holdings.put(target, known);
            shareOut();
        }
        return known;
    }

    /** Whether a call may begin now. */
    boolean admits(Target target, boolean critical) {
        Holding holding = of(target);
        int limit = holding.limit.get();
        return holding.inFlight() < limit
                && fits(holding.inFlight(), inFlight, promised, max)
                && (critical
                        || (holding.standard < limit - reserve(limit)
                                && fits(holding.standard, standard, promisedToStandard, max - reserve(max))));
    }

    /** Its own share is always open to a target; beyond it, only what is not promised to others. */
    private boolean fits(int own, int all, int promises, int room) {
        return own < share ? all < room : all + promises < room;
    }

    /** Takes what {@link #admits} granted. Returns the call's number for {@link AdaptiveLimit#overloaded}. */
    long take(Target target, boolean critical) {
        Holding holding = of(target);
        count(holding, critical, 1);
        return holding.limit.start();
    }

    void release(Target target, boolean critical) {
        count(of(target), critical, -1);
    }

    private void count(Holding holding, boolean critical, int by) {
        promised -= open(holding.inFlight());
        promisedToStandard -= open(holding.standard);
        inFlight += by;
        if (critical) {
            holding.critical += by;
        } else {
            holding.standard += by;
            standard += by;
        }
        promised += open(holding.inFlight());
        promisedToStandard += open(holding.standard);
    }

    AdaptiveLimit limit(Target target) {
        return of(target).limit;
    }

    int inFlight(Target target) {
        return of(target).inFlight();
    }

    private final class Holding {
        final AdaptiveLimit limit = new AdaptiveLimit(max);
        int standard;
        int critical;

        int inFlight() {
            return standard + critical;
        }
    }
}
