package io.headgate.metering.stream;

import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Increment.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Empties the store, so many lines at a time. It goes on behind the line where it stopped, so no line waits for ever
 * behind others that keep coming back.
 */
final class Emission {
    private final KeyValueStore<Line, Increment> store;
    private final int maxLines;
    private final Consumer<Increment> out;
    private @Nullable Line last;

    Emission(KeyValueStore<Line, Increment> store, int maxLines, Consumer<Increment> out) {
        this.store = store;
        this.maxLines = maxLines;
        this.out = out;
    }

    void run() {
        List<KeyValue<Line, Increment>> entries = behind(last);
        if (entries.isEmpty() && last != null) {
            entries = behind(null);
        }
        for (KeyValue<Line, Increment> entry : entries) {
            out.accept(entry.value);
            store.delete(entry.key);
        }
        last = entries.size() < maxLines ? null : entries.getLast().key;
    }

    private List<KeyValue<Line, Increment>> behind(@Nullable Line from) {
        List<KeyValue<Line, Increment>> entries = new ArrayList<>();
        try (KeyValueIterator<Line, Increment> lines = from == null ? store.all() : store.range(from, null)) {
            while (lines.hasNext() && entries.size() < maxLines) {
                entries.add(lines.next());
            }
        }
        return entries;
    }
}
