package io.headgate.worker.guard;

import static io.headgate.worker.guard.TokenBucket.NEVER;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * Those who wait for one target, critical or not, in the order of their coming. Only the first is asked about, so a long
 * line costs no more than a short one. Not thread-safe.
 */
final class Line {
    final TargetGate gate;
    // A set, because whoever gives up leaves from the middle.
    private final LinkedHashSet<Waiter> waiters = new LinkedHashSet<>();
    private int hurried;
    /** Nobody's patience ends earlier. */
    private long leastPatience = NEVER;

    private Hold lastHold = Hold.LIMIT;

    Line(TargetGate gate) {
        this.gate = gate;
    }

    boolean isEmpty() {
        return waiters.isEmpty();
    }

    int size() {
        return waiters.size();
    }

    Waiter first() {
        return waiters.getFirst();
    }

    void join(Waiter waiter) {
        waiters.addLast(waiter);
        hurried += waiter.hurried() ? 1 : 0;
        leastPatience = Math.min(leastPatience, waiter.patience());
    }

    /** False when it had left before. */
    boolean leave(Waiter waiter) {
        boolean left = waiters.remove(waiter);
        hurried -= left && waiter.hurried() ? 1 : 0;
        return left;
    }

    /** Tells somebody how it ends, who then is no longer here. */
    void decide(Waiter waiter, Verdict.Final verdict) {
        leave(waiter);
        waiter.decide(verdict);
    }

    /** All who would rather go elsewhere than wait long. */
    List<Waiter> hurried() {
        return hurried == 0
                ? List.of()
                : waiters.stream().filter(Waiter::hurried).toList();
    }

    /** Those whose patience ends before the moment given; none when that is not known. */
    List<Waiter> outOfPatience(long moment) {
        if (moment == NEVER || moment <= leastPatience) {
            return List.of();
        }
        leastPatience = waiters.stream()
                .mapToLong(Waiter::patience)
                .filter(patience -> patience >= moment)
                .min()
                .orElse(NEVER);
        return waiters.stream().filter(waiter -> waiter.patience() < moment).toList();
    }

    /** No later than the moment at which the next one's patience ends. */
    long leastPatience() {
        return isEmpty() ? NEVER : leastPatience;
    }

    /** What held the first back when it was last asked about. */
    Hold lastHold() {
        return lastHold;
    }

    void heldBy(Hold hold) {
        lastHold = hold;
    }
}
