package io.headgate.worker.guard;

import io.headgate.schemas.id.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who may have how many of a provider's calls in flight. Three rules share them: standard work leaves a reserve to
 * critical work; each target has a promise that no other can take, and all compete for the rest; a target stays within its
 * {@link AdaptiveLimit}, of which its standard work leaves a reserve as well. A promise is small for a target that is not
 * called; for one that is, it is twice what it lately had at once, and at most a fair share. So a slow model cannot take
 * what another one needs, and what nobody needs is not kept from anybody. Pure; not thread-safe.
 */
final class Permits {
    /** A tenth is for critical work alone. */
    private static final int RESERVE_PART = 10;
    /** A quarter is promised to targets that are not called, in equal shares. */
    private static final int IDLE_PART = 4;
    /** What a target had at once it may have had for a reason that grows. */
    private static final int GROWTH = 2;

    private final Map<Target, Holding> holdings = new HashMap<>();
    private int max;
    private int idleShare;
    private int fairShare;
    private int inFlight;
    private int standard;
    /** What all work has not taken of what is kept for it, and what standard work has not. */
    private final Kept kept = new Kept();

    private final Kept keptForStandard = new Kept();

    /** Other limits, other targets. One that has left is forgotten when it holds nothing. */
    void follow(int newMax, Set<Target> targets) {
        max = newMax;
        holdings.entrySet().removeIf(e -> e.getValue().inFlight() == 0 && !targets.contains(e.getKey()));
        targets.forEach(target -> holdings.computeIfAbsent(target, t -> new Holding()));
        holdings.values().forEach(holding -> holding.limit.under(max));
        shareOut();
    }

    /** Half of what targets lately had is forgotten. To be called every ten seconds or so while there is work. */
    void age() {
        holdings.values().forEach(holding -> holding.lately = Math.max(holding.inFlight(), holding.lately / 2));
        shareOut();
    }

    private void shareOut() {
        int targets = holdings.size();
        // With more targets than half of the permits, promises would leave nothing to compete for.
        idleShare = targets == 0 || targets > max / 2 ? 0 : Math.max(1, max / (IDLE_PART * targets));
        int called = Math.toIntExact(
                holdings.values().stream().filter(h -> h.lately > 0).count());
        fairShare = called == 0 || idleShare == 0 ? 0 : (max - reserve(max) - (targets - called) * idleShare) / called;
        kept.clear();
        keptForStandard.clear();
        holdings.values().forEach(holding -> {
            holding.promise = promise(holding);
            promise(holding, 1);
        });
    }

    private int promise(Holding holding) {
        return Math.max(idleShare, Math.min(fairShare, GROWTH * holding.lately));
    }

    /** Counts what is open of a target's promise among all, or no longer. */
    private void promise(Holding holding, int sign) {
        kept.count(holding, holding.inFlight(), sign);
        keptForStandard.count(holding, holding.standard, sign);
    }

    /** What targets have not taken of what is kept for them. */
    private final class Kept {
        /** Of their idle shares: never given to others. */
        int shares;
        /** Of their promises: given to others within their own promise only, where more was promised than there is. */
        int promises;

        void clear() {
            shares = 0;
            promises = 0;
        }

        void count(Holding holding, int taken, int sign) {
            shares += sign * Math.max(0, idleShare - taken);
            promises += sign * Math.max(0, holding.promise - taken);
        }

        boolean admits(Holding holding, int own, int all, int room) {
            if (own < idleShare) {
                return all < room;
            }
            return all + (own < holding.promise ? shares : promises) < room;
        }
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
                && kept.admits(holding, holding.inFlight(), inFlight, max)
                && (critical
                        || (holding.standard < limit - reserve(limit)
                                && keptForStandard.admits(holding, holding.standard, standard, max - reserve(max))));
    }

    /** Takes what {@link #admits} granted. Returns the call's number for {@link AdaptiveLimit#overloaded}. */
    long take(Target target, boolean critical) {
        Holding holding = of(target);
        count(holding, critical, 1);
        if (holding.inFlight() > holding.lately) {
            grow(holding);
        }
        return holding.limit.start();
    }

    private void grow(Holding holding) {
        boolean first = holding.lately == 0;
        holding.lately = holding.inFlight();
        if (first) {
            shareOut();
        } else {
            promise(holding, -1);
            holding.promise = promise(holding);
            promise(holding, 1);
        }
    }

    void release(Target target, boolean critical) {
        count(of(target), critical, -1);
    }

    private void count(Holding holding, boolean critical, int by) {
        promise(holding, -1);
        inFlight += by;
        if (critical) {
            holding.critical += by;
        } else {
            holding.standard += by;
            standard += by;
        }
        promise(holding, 1);
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
        /** The most it had at once, as far as that is not forgotten. */
        int lately;

        int promise;

        int inFlight() {
            return standard + critical;
        }
    }
}
