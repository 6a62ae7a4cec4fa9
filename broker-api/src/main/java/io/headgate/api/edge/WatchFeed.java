package io.headgate.api.edge;

import io.headgate.api.events.TenantEvents;
import io.headgate.api.watch.WatchStatus;
import io.headgate.api.watch.Watched;
import io.headgate.api.watch.WatcherTable;
import io.headgate.api.watch.Watches;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.process.KafkaConnection;
import java.util.function.Consumer;

/**
 * Hears {@code results}, {@code notices} and {@code deltas} in every process: whichever has the client must hear of its
 * request. That only committed records are read costs {@code deltas} nothing, as it has no transactions. Thread-safe.
 */
public final class WatchFeed implements Watches, AutoCloseable {
    private final WatcherTable watchers = new WatcherTable();
    private final TopicTail tail;

    /** @param events told of what happens to requests of tenants that somebody follows */
    public WatchFeed(KafkaConnection kafka, Codecs codecs, TenantEvents events) {
        WatchRecords records = new WatchRecords(kafka.topics(), codecs, watchers, events);
        this.tail = new TopicTail(kafka, "api-watch", records.topics(), records::hear);
    }

    /** Begins to read; returns at once. */
    public void start() {
        tail.start();
    }

    @Override
    public Watch open(RequestKey key, Consumer<Watched> watcher) {
        return watchers.open(key, watcher);
    }

    public WatchStatus status() {
        return tail.status();
    }

    /** Stops reading. */
    @Override
    public void close() {
        tail.close();
    }
}
