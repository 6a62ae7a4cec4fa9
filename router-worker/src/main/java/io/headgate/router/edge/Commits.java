package io.headgate.router.edge;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Who decides when what a task has changed is committed. */
@FunctionalInterface
public interface Commits {
    /** Streams does, at its own interval. */
    Commits LEFT_TO_STREAMS = task -> {};

    /** There is something to commit; called on the task's thread, as often as there is more. */
    void changed(ProcessorContext<?, ?> task);

    /**
     * Each stream thread at its own pace.
     *
     * @param shortest the least between two commits
     */
    static PacedCommits paced(Duration shortest) {
        return new PacedCommits(shortest);
    }
}
