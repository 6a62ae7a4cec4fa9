package io.headgate.router.edge;

import io.headgate.router.admit.Seen;
import io.headgate.router.admit.SeenBefore;
import io.headgate.router.admit.SeenName;
import io.headgate.schemas.id.RequestId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * The memory of requests in a windowed, changelogged store. An entry stands under its name and the beginning of the
 * window it was made in, so that two point look-ups find it; a range scan would open an iterator in every segment.
 *
 * <p>Windows are of the wall clock, not of record time: what a backlog brings late is remembered as long as anything else.
 */
final class SeenStore implements SeenBefore {
    static final String NAME = "seen";

    private final WindowStore<String, byte[]> store;
    private final long window;
    private final long now;

    /** The memory as it is at {@code now}, in milliseconds. */
    SeenStore(WindowStore<String, byte[]> store, Duration window, long now) {
        this.store = store;
        this.window = window.toMillis();
        this.now = now;
    }

    static StoreBuilder<WindowStore<String, byte[]>> builder(Duration window) {
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(NAME, window.multipliedBy(2), window, false),
                Serdes.String(),
                Serdes.ByteArray());
    }

    @Override
    public @Nullable Seen find(SeenName name) {
        long current = windowStart();
        byte[] entry = store.fetch(name.value(), current);
        if (entry == null) {
            entry = store.fetch(name.value(), current - window);
        }
        return entry == null || ageOf(entry) >= window ? null : seen(entry);
    }

    void remember(SeenName name, Seen seen) {
        byte[] request = seen.request().value().getBytes(StandardCharsets.UTF_8);
        byte[] hash = seen.bodyHash().getBytes(StandardCharsets.UTF_8);
        byte[] entry = ByteBuffer.allocate(Long.BYTES + Short.BYTES + hash.length + request.length)
                .putLong(now)
                .putShort((short) hash.length)
                .put(hash)
                .put(request)
                .array();
        store.put(name.value(), entry, windowStart());
    }

    private long windowStart() {
        return Math.floorDiv(now, window) * window;
    }

    private long ageOf(byte[] entry) {
        return now - ByteBuffer.wrap(entry).getLong();
    }

    private static Seen seen(byte[] entry) {
        int hash = ByteBuffer.wrap(entry).getShort(Long.BYTES);
        int start = Long.BYTES + Short.BYTES;
        return new Seen(
                new RequestId(new String(entry, start + hash, entry.length - start - hash, StandardCharsets.UTF_8)),
                new String(entry, start, hash, StandardCharsets.UTF_8));
    }
}
