package io.headgate.metering.stream;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * What a task does every so often, and only while there is something to do: a punctuator makes its task commit, also when it
 * does nothing.
 */
public final class Tick {
    private final ProcessorContext<?, ?> context;
    private final Duration every;
    private final Runnable work;
    private final BooleanSupplier idle;
    private @Nullable Cancellable ticking;

    /** @param idle whether there is nothing to do until {@link #keep} is called again */
    public Tick(ProcessorContext<?, ?> context, Duration every, Runnable work, BooleanSupplier idle) {
        this.context = context;
        this.every = every;
        this.work = work;
        this.idle = idle;
    }

    /** To be called when there is something to do, or may be. */
    public void keep() {
        if (ticking == null) {
            ticking = context.schedule(every, PunctuationType.WALL_CLOCK_TIME, _ -> tick());
        }
    }

    private void tick() {
        work.run();
        if (ticking != null && idle.getAsBoolean()) {
            ticking.cancel();
            ticking = null;
        }
    }
}
