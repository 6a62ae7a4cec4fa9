package io.headgate.metering.stream;

import io.headgate.metering.aggregate.LineOrder;
import io.headgate.metering.aggregate.Sum;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Increment.Line;
import io.headgate.schemas.message.Increment.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * The sums by line of one task. Attempts are added to sums in memory; before each commit what was added to is written to the store
 * behind, whose changelog is what survives. A cache of Kafka Streams would do the same with bytes, which costs more than
 * rating and adding an attempt: hence a cached store of our own. The task is its only writer.
 */
public final class Lines implements StateStore, CachedStateStore<Line, Increment> {
    private final KeyValueStore<Line, Increment> kept;
    private final Map<Line, Open> open = new HashMap<>();
    /** Whether the store behind may have lines of a process before this one. */
    private boolean inherits = true;

    /** A line that was added to since all were taken. */
    private static final class Open {
        final Sum sum;
        /** Whether it has something that the store behind has not. */
        boolean changed;
        /** Whether the store behind has it. */
        boolean written;

        Open(Line line) {
            sum = new Sum(line);
        }
    }

    /** @param kept what survives */
    public Lines(KeyValueStore<Line, Increment> kept) {
        this.kept = kept;
    }

    /**
     * Adds an attempt to its line.
     *
     * @throws IllegalStateException when what a process before this one left has not been taken: nobody knows whether it goes
     *     together with this
     */
    void add(Increment increment, @Nullable Source place) {
        if (inherits) {
            throw new IllegalStateException("lines: added to before what was left there was taken");
        }
        Open line = open.computeIfAbsent(increment.line(), Open::new);
        line.sum.add(increment, place);
        line.changed = true;
    }

    /** How many lines were added to since all were taken. */
    int added() {
        return open.size();
    }

    /** Whether it may have lines that a process before this one left. */
    boolean inherits() {
        return inherits;
    }

    boolean isEmpty() {
        return open.isEmpty() && (!inherits || isNothingKept());
    }

    private boolean isNothingKept() {
        try (KeyValueIterator<Line, Increment> lines = kept.all()) {
            return !lines.hasNext();
        }
    }

    /** All lines, in their order; then there are none. */
    List<Increment> takeAll() {
        List<Increment> all = new ArrayList<>();
        if (inherits) {
            all.addAll(takeInherited());
        }
        open.forEach((line, sums) -> {
            all.add(sums.sum.increment());
            if (sums.written) {
                kept.delete(line);
            }
        });
        open.clear();
        all.sort(Comparator.comparing(Increment::line, LineOrder.INSTANCE));
        return all;
    }

    private List<Increment> takeInherited() {
        List<KeyValue<Line, Increment>> left = new ArrayList<>();
        try (KeyValueIterator<Line, Increment> lines = kept.all()) {
            lines.forEachRemaining(left::add);
        }
        left.forEach(line -> kept.delete(line.key));
        inherits = false;
        return left.stream().map(line -> line.value).toList();
    }

    /** Called before each commit: what was added to goes to the store behind, and so into the transaction. */
    @Override
    public void flushCache() {
        open.forEach((line, sums) -> {
            if (sums.changed) {
                kept.put(line, sums.sum.increment());
                sums.changed = false;
                sums.written = true;
            }
        });
    }

    /** Called when the task goes elsewhere, or begins anew: others may write to the store behind meanwhile. */
    @Override
    public void clearCache() {
        open.clear();
        inherits = true;
    }

    /** Nobody is told of each line that is written. */
    @Override
    public boolean setFlushListener(CacheFlushListener<Line, Increment> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return kept.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        clearCache();
        kept.init(context, root);
    }

    @Override
    public void close() {
        clearCache();
        kept.close();
    }

    @Override
    public boolean persistent() {
        return kept.persistent();
    }

    @Override
    public boolean isOpen() {
        return kept.isOpen();
    }
}
