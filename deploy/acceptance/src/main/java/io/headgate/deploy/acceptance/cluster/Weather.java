package io.headgate.deploy.acceptance.cluster;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How it stands in a proxy at this moment. Thread-safe. */
final class Weather {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Disturbance now = Disturbance.NONE;

    Disturbance now() {
        return now;
    }

    void become(Disturbance next) {
        lock.lock();
        try {
            now = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until what is to pass may pass. */
    void awaitPassage() throws InterruptedException {
        if (now instanceof Disturbance.Delay(var by)) {
            TimeUnit.NANOSECONDS.sleep(by.toNanos());
        }
        lock.lock();
        try {
            while (now instanceof Disturbance.BlackHole) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
