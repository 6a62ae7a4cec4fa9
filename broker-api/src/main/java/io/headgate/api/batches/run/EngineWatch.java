package io.headgate.api.batches.run;

import io.headgate.api.batches.BatchesUnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks every few seconds at what is to be done for batches, so that whoever asks for it waits for no table. Thread-safe. */
public final class EngineWatch implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration STOP = Duration.ofSeconds(3);

    private final Supplier<Backlog> backlogs;
    private final Supplier<BatchEngine.Work> work;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("api-batches-watch").unstarted(this::run);
    private volatile @Nullable Backlog backlog;

    /** @param backlogs reads it; throws {@link BatchesUnavailableException} when the tables do not answer */
    public EngineWatch(Supplier<Backlog> backlogs, Supplier<BatchEngine.Work> work) {
        this.backlogs = backlogs;
        this.work = work;
    }

    /** Begins to look. Once only. */
    public void start() {
        thread.start();
    }

    /** How it stood a few seconds ago; the work of this process as it is now. */
    public EngineStatus status() {
        return EngineStatus.of(backlog, work.get());
    }

    private void run() {
        do {
            look();
        } while (!isStopping());
    }

    void look() {
        try {
            backlog = backlogs.get();
        } catch (BatchesUnavailableException away) {
            backlog = null;
        }
    }

    private boolean isStopping() {
        try {
            return stopping.await(EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Stops, and waits a moment for a look that is under way. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join(STOP);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
