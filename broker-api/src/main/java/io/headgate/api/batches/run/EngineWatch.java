package io.headgate.api.batches.run;

import io.headgate.api.batches.BatchesUnavailableException;
import io.headgate.schemas.process.Repeating;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks every few seconds at what is to be done for batches, so that whoever asks for it waits for no table. Thread-safe. */
public final class EngineWatch implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Supplier<Backlog> backlogs;
    private final Supplier<BatchEngine.Work> work;
    private final Repeating looking = new Repeating("api-batches-watch", EVERY, this::look);
    private volatile @Nullable Backlog backlog;

    /** @param backlogs reads it; throws {@link BatchesUnavailableException} when the tables do not answer */
    public EngineWatch(Supplier<Backlog> backlogs, Supplier<BatchEngine.Work> work) {
        this.backlogs = backlogs;
        this.work = work;
    }

    /** Begins to look. Once only. */
    public void start() {
        looking.start();
    }

    /** How it stood a few seconds ago; the work of this process as it is now. */
    public EngineStatus status() {
        return EngineStatus.of(backlog, work.get());
    }

    void look() {
        try {
            backlog = backlogs.get();
        } catch (BatchesUnavailableException away) {
            backlog = null;
        }
    }

    /** Stops, and waits for a look that is under way. */
    @Override
    public void close() {
        looking.stop();
    }
}
