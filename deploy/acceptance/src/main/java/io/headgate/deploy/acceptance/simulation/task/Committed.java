package io.headgate.deploy.acceptance.simulation.task;

import org.apache.kafka.streams.processor.StateStore;

/** What a task keeps, in step with its commits. */
public interface Committed {
    String name();

    /** As the processor knows it. */
    StateStore store();

    /** What was changed since the last commit is there for good. */
    void commit();

    /** It is again what it was at the last commit. */
    void rollBack();

    /** It is empty: a mistake. */
    void lose();

    long approximateNumEntries();
}
