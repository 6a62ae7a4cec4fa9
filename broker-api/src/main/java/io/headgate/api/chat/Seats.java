package io.headgate.api.chat;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** How many clients may wait at once, streams among them: above it they are told to come again. Thread-safe. */
public final class Seats {
    private final int most;
    private final Semaphore free;
    private final Map<Kind, AtomicInteger> taken = new EnumMap<>(Kind.class);

    /** What a client is there for. */
    public enum Kind {
        /** One answer. */
        WAITING,
        /** Whatever comes, as it comes. */
        STREAMING;

        /** As it is in the meters. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Seats(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("clients at once: seen %d, allowed 1 or more".formatted(most));
        }
        this.most = most;
        this.free = new Semaphore(most);
        for (Kind kind : Kind.values()) {
            taken.put(kind, new AtomicInteger());
        }
    }

    /** Takes one; null when none is free. Giving it back twice is harmless. */
    public @Nullable Runnable take(Kind kind) {
        if (!free.tryAcquire()) {
            return null;
        }
        counter(kind).incrementAndGet();
        AtomicBoolean held = new AtomicBoolean(true);
        return () -> {
            if (held.getAndSet(false)) {
                counter(kind).decrementAndGet();
                free.release();
            }
        };
    }

    public int taken() {
        return most - free.availablePermits();
    }

    /** How many of one kind are there. */
    public int takenBy(Kind kind) {
        return counter(kind).get();
    }

    private AtomicInteger counter(Kind kind) {
        return Objects.requireNonNull(taken.get(kind));
    }

    public int most() {
        return most;
    }
}
