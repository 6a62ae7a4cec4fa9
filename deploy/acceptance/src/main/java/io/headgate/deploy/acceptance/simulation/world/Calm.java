package io.headgate.deploy.acceptance.simulation.world;

import java.time.Duration;
import java.util.List;

/** The time in which nothing goes wrong any more: everybody does what there is to do, until there is nothing. */
final class Calm {
    private static final Duration BUSY_ROUND = Duration.ofMillis(100);
    private static final Duration QUIET_ROUND = Duration.ofSeconds(1);
    private static final int MOST_ROUNDS = 800;
    /** Longer than the second after which loops and boards look again. */
    private static final int QUIET_ROUNDS = 4;

    private final Parts parts;
    private final Clients clients;
    private final Tasks<?> router;
    private final Tasks<?> metering;
    private final List<Worker> workers;
    private final List<Sink> sinks;

    Calm(Parts parts, Clients clients, Tasks<?> router, Tasks<?> metering, List<Worker> workers, List<Sink> sinks) {
        this.parts = parts;
        this.clients = clients;
        this.router = router;
        this.metering = metering;
        this.workers = workers;
        this.sinks = sinks;
    }

    /** Whether it came to rest. */
    boolean await() {
        int quiet = 0;
        for (int round = 0; round < MOST_ROUNDS && quiet < QUIET_ROUNDS; round++) {
            boolean any = round();
            quiet = any || !isIdle() ? 0 : quiet + 1;
            parts.clock().pass(any ? BUSY_ROUND : QUIET_ROUND);
        }
        return quiet >= QUIET_ROUNDS;
    }

    private boolean round() {
        boolean any = false;
        while (clients.step()) {
            any = true;
        }
        any |= router.settle();
        for (Worker worker : workers) {
            any |= worker.stepAll();
        }
        // Its punctuator is never idle: whether it does anything shows in what the sinks read.
        metering.settle();
        for (Sink sink : sinks) {
            any |= sink.step();
        }
        return any;
    }

    private boolean isIdle() {
        return workers.stream().allMatch(Worker::isIdle)
                && router.all().stream().allMatch(task -> task.entries(Applications.ENTRIES) == 0);
    }
}
