package io.headgate.api.chat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** How many clients may wait at once, streams among them: above it they are told to come again. Thread-safe. */
public final class Seats {
    private final int most;
    private final Semaphore free;

    public Seats(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("clients at once: seen %d, allowed 1 or more".formatted(most));
        }
        this.most = most;
        this.free = new Semaphore(most);
    }

    /** Takes one; null when none is free. Giving it back twice is harmless. */
    public @Nullable Runnable take() {
        if (!free.tryAcquire()) {
            return null;
        }
        AtomicBoolean taken = new AtomicBoolean(true);
        return () -> {
            if (taken.getAndSet(false)) {
                free.release();
            }
        };
    }

    public int taken() {
        return most - free.availablePermits();
    }

    public int most() {
        return most;
    }
}
