package io.headgate.router.edge;

import java.time.Duration;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** A {@link CommitPace} for each stream thread: one commit is for all of its tasks. */
public final class PacedCommits implements Commits {
    private final ThreadLocal<CommitPace> ofThread;

    /** @param shortest the least between two commits of a thread */
    public PacedCommits(Duration shortest) {
        this.ofThread = ThreadLocal.withInitial(() -> new CommitPace(shortest));
    }

    @Override
    public void changed(ProcessorContext<?, ?> task) {
        ofThread.get().changed(task);
    }

    @Override
    public void stayAwake() {
        ofThread.get().stayAwake();
    }

    /** Clients of Streams that tell the pace of their thread how long a commit took, and rest when there was nothing to do for long. */
    KafkaClientSupplier clients() {
        return new TimedCommits(
                (begun, ended) -> ofThread.get().ended(begun, ended),
                () -> ofThread.get().awakeAt());
    }
}
