package io.headgate.router.edge;

import io.headgate.router.admit.Cancels;
import io.headgate.schemas.message.Cancel;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.state.WindowStore;

/** What a task remembers of requests and of cancels, within one window of the wall clock. */
final class TaskMemory {
    private final WindowStore<String, byte[]> store;
    private final Duration window;

    TaskMemory(WindowStore<String, byte[]> store, Duration window) {
        this.store = store;
        this.window = window;
    }

    /** The memory of requests as it is at {@code now}. */
    SeenStore seen(Instant now) {
        return new SeenStore(store, window, now.toEpochMilli());
    }

    /** The memory of cancels as it is at {@code now}. */
    Cancels cancels(Instant now) {
        return new CancelStore(store, window, now.toEpochMilli());
    }

    void remember(Cancel cancel, Instant now) {
        new CancelStore(store, window, now.toEpochMilli()).remember(cancel);
    }
}
