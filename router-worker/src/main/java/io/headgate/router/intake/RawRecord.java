package io.headgate.router.intake;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of a requests topic as it came.
 *
 * @param timestamp as the record says; anything from a hostile client
 * @param value null when the record has none; not copied, and not to be changed
 * @param headers names and values as text; of a name that comes twice, the last
 */
public record RawRecord(
        String topic,
        int partition,
        long offset,
        Instant timestamp,
        byte @Nullable [] value,
        Map<String, String> headers) {
    public RawRecord {
        headers = Map.copyOf(headers);
    }

    /** Without the value: a prompt never reaches a log. */
    @Override
    public String toString() {
        return "RawRecord[%s-%d@%d]".formatted(topic, partition, offset);
    }
}
