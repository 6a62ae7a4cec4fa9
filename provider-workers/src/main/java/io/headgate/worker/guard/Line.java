package io.headgate.worker.guard;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * Those who wait for one target, critical or not, in the order of their coming. Only the first is ever asked about, so a
 * long line costs no more than a short one. Not thread-safe.
 */
final class Line {
    final TargetGate gate;
    // A set, because whoever gives up leaves from the middle.
    private final LinkedHashSet<Waiter> waiters = new LinkedHashSet<>();
    private int hurried;
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
    }

    /** False when it had left before. */
    boolean leave(Waiter waiter) {
        boolean left = waiters.remove(waiter);
        hurried -= left && waiter.hurried() ? 1 : 0;
        return left;
    }

    boolean anyHurried() {
        return hurried > 0;
    }

    List<Waiter> hurried() {
        return waiters.stream().filter(Waiter::hurried).toList();
    }

    /** What held the first back when it was last asked about. */
    Hold lastHold() {
        return lastHold;
    }

    void heldBy(Hold hold) {
        lastHold = hold;
    }
}
