package io.headgate.worker.edge;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether this process may still believe that its partitions are its own. A process that stood still (a stopped process, a
 * long pause of the collector) for about as long as a session lasts may have lost them without knowing: until its group
 * has had time to tell it, no call begins. Thread-safe.
 */
final class Lease {
    /** Below the session timeout of 6 s, less the 2 s by which the last heartbeat may be older than the last poll. */
    private static final long LASTS = Duration.ofMillis(3_500).toNanos();
    /** In which a heartbeat (every 2 s, and at once after a stand-still) is answered. */
    private static final long DOUBT = Duration.ofMillis(1_500).toNanos();

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final LongSupplier nanoTime;
    private volatile long renewedAt;
    private volatile long doubtUntil;

    Lease(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.renewedAt = nanoTime.getAsLong();
        this.doubtUntil = renewedAt;
    }

    /** Called by the loop after each poll. */
    void renew() {
        long now = nanoTime.getAsLong();
        if (now - renewedAt > LASTS) {
            doubtUntil = now + DOUBT;
        }
        renewedAt = now;
    }

    boolean holds() {
        long now = nanoTime.getAsLong();
        return now - renewedAt <= LASTS && now - doubtUntil >= 0;
    }

    /** Waits until it holds. */
    void await() throws InterruptedException {
        while (!holds()) {
            Thread.sleep(PAUSE);
        }
    }
}
