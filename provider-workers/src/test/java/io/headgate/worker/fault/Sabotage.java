package io.headgate.worker.fault;

import io.headgate.worker.edge.Milestone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Sends its own process a real signal at a named point, which its thread does not pass. Runs in the child. */
final class Sabotage implements Milestone.Listener {
    /** Long enough for the call that is about to begin to be received. */
    private static final long INTO_THE_CALL_MILLIS = 100;

    private final Order order;
    private final Path marker;
    private final Process executioner;
    private final AtomicInteger hits = new AtomicInteger();

    Sabotage(Order order, Path marker) throws IOException {
        this.order = order;
        this.marker = marker;
        // Stands ready, so that the signal comes within a millisecond; ends with its parent.
        String script = "read go && kill -%s %d"
                .formatted(order.deed(), ProcessHandle.current().pid());
        this.executioner = new ProcessBuilder("sh", "-c", script).start();
    }

    /** The signal. */
    enum Deed {
        KILL,
        STOP
    }

    /** Which signal, and at which hit of which point, from 1. */
    record Order(Deed deed, Milestone at, int hit) {
        String print() {
            return "%s,%s,%d".formatted(deed, at, hit);
        }

        static Order parse(String text) {
            String[] parts = text.split(",", -1);
            return new Order(Deed.valueOf(parts[0]), Milestone.valueOf(parts[1]), Integer.parseInt(parts[2]));
        }
    }

    @Override
    public void reached(Milestone milestone) {
        if (milestone != order.at() || hits.incrementAndGet() != order.hit()) {
            return;
        }
        if (milestone == Milestone.CALLING) {
            Thread.ofPlatform().daemon().start(() -> {
                LockSupport.parkNanos(INTO_THE_CALL_MILLIS * 1_000_000);
                signal();
            });
        } else {
            signal();
        }
    }

    private void signal() {
        try {
            Files.writeString(marker, order.print());
            executioner.getOutputStream().write("go\n".getBytes(StandardCharsets.UTF_8));
            executioner.getOutputStream().flush();
            // Killed, it ends in here; stopped, it goes on from here when it is continued.
            executioner.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("could not signal itself at " + order, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
