package io.headgate.metering.stream;

import io.headgate.metering.aggregate.Aggregation;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Increment.Line;
import io.headgate.schemas.message.Increment.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The sums by line of one task, and where what they sum up lies. Every sum is in the store, which is what a commit keeps; beside
 * it stand those that were added to since the last emission, so that adding an attempt does not read back from bytes what the one
 * before wrote. The task is the store's only writer, and has new lines whenever it begins anew.
 */
final class Lines {
    private final KeyValueStore<Line, Increment> store;
    private final Map<Line, Increment> recent = new HashMap<>();

    Lines(KeyValueStore<Line, Increment> store) {
        this.store = store;
    }

    void add(Increment increment) {
        Line line = increment.line();
        Increment before = recent.get(line);
        before = before == null ? store.get(line) : before;
        Increment sum = before == null ? increment : sum(before, increment);
        recent.put(line, sum);
        store.put(line, sum);
    }

    private static Increment sum(Increment before, Increment increment) {
        return Aggregation.merge(before, increment).from(both(before.source(), increment.source()));
    }

    /** Where both lie; unknown if that of one is. */
    private static @Nullable Source both(@Nullable Source one, @Nullable Source other) {
        return one == null || other == null
                ? null
                : new Source(
                        one.partition(),
                        Math.min(one.first(), other.first()),
                        Math.max(one.last(), other.last()),
                        null);
    }

    void remove(Line line) {
        recent.remove(line);
        store.delete(line);
    }

    /** How many lines were added to since the last emission. */
    int added() {
        return recent.size();
    }

    boolean isEmpty() {
        try (KeyValueIterator<Line, Increment> lines = store.all()) {
            return !lines.hasNext();
        }
    }

    /** All lines, in the store's order. */
    List<KeyValue<Line, Increment>> all() {
        List<KeyValue<Line, Increment>> entries = new ArrayList<>();
        try (KeyValueIterator<Line, Increment> lines = store.all()) {
            lines.forEachRemaining(entries::add);
        }
        return entries;
    }
}
