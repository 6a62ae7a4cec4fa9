package io.headgate.router.edge;

import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Who decides when what a task has changed is committed. */
@FunctionalInterface
public interface Commits {
    /** Streams does, at its own interval. */
    Commits LEFT_TO_STREAMS = task -> {};

    /** There is something to commit; called on the task's thread, as often as there is more. */
    void changed(ProcessorContext<?, ?> task);

    /** A task of this thread has more to do soon, without a record: the thread is to look for it as often as ever. */
    default void stayAwake() {}
}
