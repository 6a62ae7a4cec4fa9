package io.headgate.deploy.acceptance.simulation.task;

import io.headgate.metering.stream.Lines;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Increment.Line;
import org.apache.kafka.streams.processor.StateStore;

/** The sums of a task of metering, in step with its commits as Kafka Streams keeps cached stores. */
public final class HeldLines implements Committed {
    private final HeldStore<Line, Increment> kept;
    private final Lines lines;

    /** @param kept what is behind them */
    public HeldLines(HeldStore<Line, Increment> kept) {
        this.kept = kept;
        this.lines = new Lines(kept);
    }

    @Override
    public String name() {
        return kept.name();
    }

    @Override
    public StateStore store() {
        return lines;
    }

    @Override
    public void commit() {
        lines.flushCache();
        kept.commit();
    }

    @Override
    public void rollBack() {
        lines.clearCache();
        kept.rollBack();
    }

    @Override
    public void lose() {
        lines.clearCache();
        kept.lose();
    }

    @Override
    public long approximateNumEntries() {
        return kept.approximateNumEntries();
    }
}
