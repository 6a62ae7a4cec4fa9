package io.headgate.api.watch;

import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.telemetry.LogKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who watches which request. Most records are watched by nobody, or by a client of another process: whether anybody watches
 * an id is asked first, and costs one look into a map. Thread-safe.
 */
public final class WatcherTable implements Watches {
    private static final Logger log = LoggerFactory.getLogger(WatcherTable.class);

    /** By request id alone, as the topics' keys are; two tenants may have the same. */
    private final ConcurrentMap<String, List<Entry>> entries = new ConcurrentHashMap<>();

    private record Entry(RequestKey key, Consumer<Watched> watcher, Object identity) {}

    @Override
    public Watch open(RequestKey key, Consumer<Watched> watcher) {
        Entry entry = new Entry(key, watcher, new Object());
        entries.merge(key.request().value(), List.of(entry), WatcherTable::joined);
        return () -> entries.computeIfPresent(key.request().value(), (_, all) -> without(all, entry));
    }

    private static List<Entry> joined(List<Entry> some, List<Entry> more) {
        List<Entry> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    private static @Nullable List<Entry> without(List<Entry> all, Entry entry) {
        List<Entry> left = all.stream()
                .filter(other -> !other.identity.equals(entry.identity))
                .toList();
        return left.isEmpty() ? null : left;
    }

    /** Whether nobody watches anything. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Whether somebody watches a request of this id, whosever it is. */
    public boolean watches(String requestId) {
        return entries.containsKey(requestId);
    }

    /** Tells all who watch the request. What one of them throws is a bug, and no matter of the others. */
    public void tell(RequestKey key, Watched watched) {
        for (Entry entry : entries.getOrDefault(key.request().value(), List.of())) {
            if (entry.key.equals(key)) {
                tell(entry, watched);
            }
        }
    }

    private static void tell(Entry entry, Watched watched) {
        try {
            entry.watcher.accept(watched);
        } catch (RuntimeException fault) {
            log.atError()
                    .addKeyValue(LogKeys.TENANT, entry.key.tenant())
                    .addKeyValue(LogKeys.REQUEST_ID, entry.key.request())
                    .addKeyValue("cause", fault.getClass().getName())
                    .log("one who watches a request failed");
        }
    }

    /** How many watch. Looks at all of them. */
    public int size() {
        return entries.values().stream().mapToInt(List::size).sum();
    }
}
