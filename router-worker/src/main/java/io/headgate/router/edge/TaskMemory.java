package io.headgate.router.edge;

import io.headgate.router.admit.Cancels;
import io.headgate.schemas.message.Cancel;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.state.WindowStore;

/**
 * What a task remembers of requests and of cancels, within one window of the wall clock. Nearly every request is asked
 * about and hardly any is cancelled: in a task that has heard of no cancel for so long nothing is looked up.
 */
final class TaskMemory {
    private static final Cancels NONE = key -> null;

    private final WindowStore<String, byte[]> store;
    private final Duration window;
    private Instant cancelledLast;

    /** The memory as the store has it: to be made when that is restored. */
    TaskMemory(WindowStore<String, byte[]> store, Duration window, Instant now) {
        this.store = store;
        this.window = window;
        Instant stored = cancelStore(now).last();
        this.cancelledLast = stored == null ? Instant.MIN : stored;
    }

    /** The memory of requests as it is at {@code now}. */
    SeenStore seen(Instant now) {
        return new SeenStore(store, window, now.toEpochMilli());
    }

    /** The memory of cancels as it is at {@code now}. */
    Cancels cancels(Instant now) {
        // What was put into a window is found until the end of the next.
        return cancelledLast.isBefore(now.minus(window.multipliedBy(2))) ? NONE : cancelStore(now);
    }

    void remember(Cancel cancel, Instant now) {
        cancelStore(now).remember(cancel);
        cancelledLast = now;
    }

    private CancelStore cancelStore(Instant now) {
        return new CancelStore(store, window, now.toEpochMilli());
    }
}
