package io.headgate.worker.call.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends calls whose time is up: one thread that looks at all of them every {@link #TICK}, and sleeps while there is none.
 * A timer for each step of each call would cost more than the steps do. Thread-safe.
 */
final class Watchdog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);
    /** How late a timeout may come. */
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(50);

    private final Set<CallProgress> calls = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean closed;

    Watchdog() {
        thread = Thread.ofPlatform().daemon().name("upstream-deadlines").start(this::run);
    }

    void watch(CallProgress call) {
        calls.add(call);
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    void forget(CallProgress call) {
        calls.remove(call);
    }

    private void run() {
        while (!closed) {
            if (calls.isEmpty()) {
                sleepUntilThereIsOne();
            } else {
                LockSupport.parkNanos(this, TICK);
                long now = System.nanoTime();
                calls.removeIf(call -> endIfDue(call, now));
            }
        }
    }

    /** Outlives whatever closing a connection may throw: without this thread no later call would ever time out. */
    private static boolean endIfDue(CallProgress call, long now) {
        try {
            return call.endIfDue(now);
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("a call whose time was up could not be ended");
            return true;
        }
    }

    /** Looks once more after it has said that it sleeps: a call that came before that woke nobody. */
    private void sleepUntilThereIsOne() {
        asleep = true;
        if (calls.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
