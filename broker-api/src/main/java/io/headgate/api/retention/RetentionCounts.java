package io.headgate.api.retention;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How much this process has deleted for its age, by kind. Thread-safe. */
public final class RetentionCounts {
    private final Map<String, LongAdder> deleted = new ConcurrentHashMap<>();

    public void add(String kind, long count) {
        deleted.computeIfAbsent(kind, _ -> new LongAdder()).add(count);
    }

    /** Since the start; zero for a kind of which nothing was. */
    public long of(String kind) {
        LongAdder count = deleted.get(kind);
        return count == null ? 0 : count.sum();
    }
}
