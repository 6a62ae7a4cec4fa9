package io.headgate.router.edge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts the stream threads that died lately. One is an accident and is replaced; a row of them is an illness. */
final class ThreadFailures {
    static final int TOLERATED = 3;
    static final Duration LATELY = Duration.ofMinutes(1);

    private final Deque<Instant> failures = new ArrayDeque<>();

    synchronized void add(Instant at) {
        failures.addLast(at);
        forget(at);
    }

    /** Whether more threads died lately than is tolerated. */
    synchronized boolean tooMany(Instant now) {
        forget(now);
        return failures.size() > TOLERATED;
    }

    private void forget(Instant now) {
        while (!failures.isEmpty() && failures.getFirst().isBefore(now.minus(LATELY))) {
            failures.removeFirst();
        }
    }
}
