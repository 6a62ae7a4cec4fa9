package io.headgate.metering.stream;

import io.headgate.metering.aggregate.Aggregation;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Increment.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The sums by line of one task. Every sum is in the store, which is what a commit keeps; beside it stand those that were
 * added to since the last emission, so that adding an attempt does not read back from bytes what the one before wrote. The
 * task is the store's only writer, and has new lines whenever it begins anew.
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
        Increment sum = before == null ? increment : Aggregation.merge(before, increment);
        recent.put(line, sum);
        store.put(line, sum);
    }

    void remove(Line line) {
        recent.remove(line);
        store.delete(line);
    }

    /** The lines behind one in the store's order, or from its beginning; at most so many. */
    List<KeyValue<Line, Increment>> behind(@Nullable Line from, int maxLines) {
        List<KeyValue<Line, Increment>> entries = new ArrayList<>();
        try (KeyValueIterator<Line, Increment> lines = from == null ? store.all() : store.range(from, null)) {
            while (lines.hasNext() && entries.size() < maxLines) {
                entries.add(lines.next());
            }
        }
        return entries;
    }
}
