package io.headgate.deploy.acceptance.simulation.task;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.Punctuator;

/** Something that a task does every so often. */
final class Alarm implements Cancellable {
    private final long every;
    private final Punctuator punctuator;
    private long due;
    private boolean cancelled;

    Alarm(Duration every, Punctuator punctuator, long now) {
        this.every = every.toMillis();
        this.punctuator = punctuator;
        this.due = now + this.every;
    }

    boolean isDue(long now) {
        return !cancelled && now >= due;
    }

    boolean isCancelled() {
        return cancelled;
    }

    void ring(long now) {
        due = now + every;
        punctuator.punctuate(now);
    }

    @Override
    public void cancel() {
        cancelled = true;
    }
}
