package io.headgate.router.edge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * What a task does as time passes, and only while there is something to do: a punctuator makes its task commit, also when
 * it does nothing.
 */
final class Ticking {
    private final List<Clock> clocks;

    /** @param goesOn told on the task's thread of each tick, and that there will be one */
    Ticking(ProcessorContext<?, ?> context, List<Work> works, Runnable goesOn) {
        this.clocks = works.stream()
                .map(work -> new Clock(context, work, this::keep, goesOn))
                .toList();
    }

    /** Something that is done every so often, until it is idle. */
    record Work(Duration every, Consumer<Instant> tick, BooleanSupplier idle) {}

    /** To be called when there may be something to do. */
    void keep() {
        clocks.forEach(Clock::keep);
    }

    /** Ends all of it; {@link #keep} begins anew. */
    void stop() {
        clocks.forEach(Clock::stop);
    }

    private static final class Clock {
        private final ProcessorContext<?, ?> context;
        private final Work work;
        private final Runnable others;
        private final Runnable goesOn;
        private @Nullable Cancellable ticking;

        private Clock(ProcessorContext<?, ?> context, Work work, Runnable others, Runnable goesOn) {
            this.context = context;
            this.work = work;
            this.others = others;
            this.goesOn = goesOn;
        }

        private void keep() {
            if (ticking == null && !work.idle().getAsBoolean()) {
                ticking = context.schedule(work.every(), PunctuationType.WALL_CLOCK_TIME, this::tick);
                goesOn.run();
            }
        }

        private void tick(long now) {
            goesOn.run();
            work.tick().accept(Instant.ofEpochMilli(now));
            if (work.idle().getAsBoolean()) {
                stop();
            }
            // What one has done may be something for another.
            others.run();
        }

        private void stop() {
            if (ticking != null) {
                ticking.cancel();
                ticking = null;
            }
        }
    }
}
