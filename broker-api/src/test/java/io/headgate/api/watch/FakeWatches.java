package io.headgate.api.watch;

import io.headgate.schemas.id.RequestKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Watches that a test tells what happens. */
public final class FakeWatches implements Watches {
    private final Map<RequestKey, List<Consumer<Watched>>> watchers = new ConcurrentHashMap<>();

    @Override
    public Watch open(RequestKey key, Consumer<Watched> watcher) {
        List<Consumer<Watched>> of = watchers.computeIfAbsent(key, _ -> new CopyOnWriteArrayList<>());
        of.add(watcher);
        return () -> of.remove(watcher);
    }

    /** How many watch a request. */
    public int watching(RequestKey key) {
        return watchers.getOrDefault(key, List.of()).size();
    }

    /** Has something happen. */
    public void say(RequestKey key, Watched watched) {
        watchers.getOrDefault(key, List.of()).forEach(watcher -> watcher.accept(watched));
    }
}
