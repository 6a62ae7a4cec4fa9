package io.headgate.worker.edge;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one in a while pass, so that what goes wrong thousands of times is logged a few times. Thread-safe. */
final class Seldom {
    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

    private final AtomicLong nextAt = new AtomicLong(System.nanoTime());

    boolean now() {
        long now = System.nanoTime();
        long due = nextAt.get();
        return now - due >= 0 && nextAt.compareAndSet(due, now + PAUSE_NANOS);
    }
}
