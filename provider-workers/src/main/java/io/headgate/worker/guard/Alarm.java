package io.headgate.worker.guard;

import static io.headgate.worker.guard.TokenBucket.NEVER;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Does something at a moment that may be changed until it comes: one virtual thread, asleep until then. Callers of its
 * methods hold the lock, and so does what it does.
 */
final class Alarm implements AutoCloseable {
    private final ReentrantLock lock;
    private final Condition sooner;
    private final LongSupplier now;
    private final Runnable onTime;
    private final Thread thread;
    private long at = NEVER;
    private long sleepsUntil = NEVER;

    Alarm(ReentrantLock lock, LongSupplier now, Runnable onTime) {
        this.lock = lock;
        this.sooner = lock.newCondition();
        this.now = now;
        this.onTime = onTime;
        this.thread = Thread.ofVirtual().name("guard-alarm").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Sets it, in place of what it was set to; {@link TokenBucket#NEVER} for not at all. */
    void set(long moment) {
        at = moment;
        if (moment < sleepsUntil) {
            sooner.signal();
        }
    }

    private void run() {
        lock.lock();
        try {
            while (!Thread.interrupted()) {
                long left = at == NEVER ? NEVER : at - now.getAsLong();
                if (left > 0) {
                    sleepsUntil = at;
                    long _ = sooner.awaitNanos(left);
                } else {
                    at = NEVER;
                    onTime.run();
                }
            }
        } catch (InterruptedException closing) {
            at = NEVER;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
