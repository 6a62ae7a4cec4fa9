package io.headgate.worker.guard;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;

/**
 * Where threads wait in {@link Lines} before {@link Gates}, which know neither lock nor clock. Whoever changes what the gates know decides
 * who passes and wakes exactly those; so a waiting thread sleeps once, however many wait, and nothing polls. Thread-safe.
 */
final class Entrance implements AutoCloseable {
    /** Longer than any request waits; keeps nanoseconds from overflowing. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final ReentrantLock lock;
    private final LongSupplier now;
    private final Gates gates;
    private final Lines lines;
    private final Alarm alarm;

    /** @param now in nanoseconds from 0 */
    Entrance(ReentrantLock lock, LongSupplier now, Gates gates) {
        this.lock = lock;
        this.now = now;
        this.gates = gates;
        this.lines = new Lines(gates);
        this.alarm = new Alarm(lock, now, this::admit);
        alarm.start();
    }

    /**
     * Waits until the gates have decided; they do when its patience ends.
     *
     * @param left until the errand's deadline
     * @param hurried whether it would rather go elsewhere than wait long
     * @throws InterruptedException when it was given up; nothing is held then
     */
    Verdict.Final pass(Errand errand, Duration left, boolean hurried) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long time = now.getAsLong();
            long deadline = time + Backoff.shorter(left, LONGEST).toNanos();
            Waiter waiter = new Waiter(errand, deadline, hurried, time);
            lines.join(waiter, time);
            admit();
            Verdict.Final decision = waiter.decision();
            return decision == null ? awaitDecision(waiter) : decision;
        } finally {
            lock.unlock();
        }
    }

    private Verdict.Final awaitDecision(Waiter waiter) throws InterruptedException {
        Condition decided = lock.newCondition();
        waiter.sleepOn(decided);
        Verdict.Final decision = null;
        try {
            while (decision == null) {
                // Without a timer of its own: the alarm ends the patience of all.
                decided.await();
                decision = waiter.decision();
            }
        } catch (InterruptedException givenUp) {
            withdraw(waiter);
            throw givenUp;
        }
        return decision;
    }

    /** Gives back what it was given in the same moment; it will not use it. */
    private void withdraw(Waiter waiter) {
        if (waiter.decision() instanceof Verdict.Passed(Pass pass)) {
            gates.abandoned(pass, false, now.getAsLong());
        } else {
            lines.leave(waiter, now.getAsLong());
        }
        admit();
    }

    /** As {@link Lines#longestWait}. */
    long longestWait() {
        lock.lock();
        try {
            return lines.longestWait(now.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** Changes what the gates know, at the time given, and lets through whom that helps. */
    void change(ObjLongConsumer<Gates> change) {
        lock.lock();
        try {
            change.accept(gates, now.getAsLong());
            admit();
        } finally {
            lock.unlock();
        }
    }

    private void admit() {
        alarm.set(lines.admit(now.getAsLong()));
    }

    /** Nothing happens at its time any more; whoever waits goes on to wait until interrupted. */
    @Override
    public void close() {
        alarm.close();
    }
}
