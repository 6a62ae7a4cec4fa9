package io.headgate.worker.redact;

import io.headgate.schemas.catalog.Redaction.Action;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** How much was found since the process began, by kind; nothing of what it was. Thread-safe. */
final class RedactionTally {
    private final Map<RedactionCounts.Kind, LongAdder> found = new ConcurrentHashMap<>();
    private final LongAdder away = new LongAdder();

    void found(String entity, Action action, long times) {
        found.computeIfAbsent(new RedactionCounts.Kind(entity, action), _ -> new LongAdder())
                .add(times);
    }

    /** The detector did not answer. */
    void away() {
        away.increment();
    }

    RedactionCounts counts() {
        return new RedactionCounts(
                found.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().sum())),
                away.sum());
    }
}
