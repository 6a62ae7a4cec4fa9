package io.headgate.worker.fault;

import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Plays the router: what comes back is dispatched again, to the same target and without a pause, until it has been
 * called three times.
 */
final class RouterStandIn implements AutoCloseable {
    private static final int CALLED_AT_MOST = 3;

    private final WorkerRig rig;
    private final Set<RequestId> givenUp = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean closed;

    RouterStandIn(WorkerRig rig) {
        this.rig = rig;
        this.thread = Thread.ofPlatform().name("router-stand-in").start(this::run);
    }

    private void run() {
        try (KafkaConsumer<byte[], byte[]> reader = new CommittedLog(rig.kafka).reader()) {
            CommittedLog.fromTheBeginning(reader, rig.kafka.topics().attempts());
            while (!closed) {
                List<Attempt> ended = new ArrayList<>();
                reader.poll(Duration.ofMillis(50))
                        .forEach(r -> ended.add(
                                WorkerRig.readable(rig.codecs.attempt().decode(r.value()))));
                again(ended);
            }
        }
    }

    private void again(List<Attempt> ended) {
        List<Dispatch> again = new ArrayList<>();
        for (Attempt attempt : ended) {
            if (attempt.disposition() instanceof Disposition.Continue(var _, var history)) {
                long called = history.stream()
                        .filter(summary -> summary.status() != AttemptStatus.NOT_CALLED)
                        .count();
                if (called < CALLED_AT_MOST) {
                    again.add(Dispatches.after(rig.dispatched(attempt.summary().id()), history));
                } else {
                    givenUp.add(attempt.key().request());
                }
            }
        }
        if (!again.isEmpty()) {
            rig.dispatchAll(again);
        }
    }

    /** Requests that it ended for having been called often enough. */
    Set<RequestId> givenUp() {
        return Set.copyOf(givenUp);
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
