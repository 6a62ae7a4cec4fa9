package io.headgate.metering.stream;

import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Increment.Line;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Empties the store, so many lines at a time. It goes on behind the line where it stopped, so no line waits for ever
 * behind others that keep coming back.
 */
final class Emission {
    private final Lines lines;
    private final int maxLines;
    private final Consumer<Increment> out;
    private @Nullable Line last;

    Emission(Lines lines, int maxLines, Consumer<Increment> out) {
        this.lines = lines;
        this.maxLines = maxLines;
        this.out = out;
    }

    /** Whether there is nothing to emit. */
    boolean isIdle() {
        return last == null && lines.behind(null, 1).isEmpty();
    }

    void run() {
        List<KeyValue<Line, Increment>> entries = lines.behind(last, maxLines);
        if (entries.isEmpty() && last != null) {
            entries = lines.behind(null, maxLines);
        }
        for (KeyValue<Line, Increment> entry : entries) {
            out.accept(entry.value);
            lines.remove(entry.key);
        }
        last = entries.size() < maxLines ? null : entries.getLast().key;
    }
}
