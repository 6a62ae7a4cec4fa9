package io.headgate.router.edge;

import io.headgate.router.admit.Cancels;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Cancel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * The memory of cancels, in the same windowed store as that of requests and for as long: a name of it has another word
 * behind the tenant, so the two never meet.
 */
final class CancelStore implements Cancels {
    /** When the task last heard of a cancel; no tenant's name is empty. */
    private static final String LAST = "/cancel/last";

    private final WindowStore<String, byte[]> store;
    private final long window;
    private final long now;

    /** The memory as it is at {@code now}, in milliseconds. */
    CancelStore(WindowStore<String, byte[]> store, Duration window, long now) {
        this.store = store;
        this.window = window.toMillis();
        this.now = now;
    }

    @Override
    public @Nullable Instant find(RequestKey key) {
        return instant(name(key));
    }

    /** When the last cancel was remembered; null when that is too long ago. */
    @Nullable
    Instant last() {
        return instant(LAST);
    }

    private @Nullable Instant instant(String name) {
        long current = windowStart();
        byte[] entry = store.fetch(name, current);
        if (entry == null) {
            entry = store.fetch(name, current - window);
        }
        return entry == null
                ? null
                : Instant.ofEpochMilli(ByteBuffer.wrap(entry).getLong());
    }

    /** Remembers a cancel; an older one than is known already changes nothing. */
    void remember(Cancel cancel) {
        // By a clock that is ahead it would cancel what is accepted tomorrow.
        long at = Math.min(cancel.at().toEpochMilli(), now);
        Instant known = find(cancel.key());
        if (known == null || known.toEpochMilli() < at) {
            put(name(cancel.key()), at);
        }
        put(LAST, now);
    }

    private void put(String name, long instant) {
        store.put(name, ByteBuffer.allocate(Long.BYTES).putLong(instant).array(), windowStart());
    }

    private long windowStart() {
        return Math.floorDiv(now, window) * window;
    }

    private static String name(RequestKey key) {
        return key.tenant() + "/cancel/" + key.request();
    }
}
