package io.headgate.router.edge;

import io.headgate.router.admit.Fact;
import io.headgate.router.waiting.Reason;
import io.headgate.router.waiting.RoomLimits;
import io.headgate.router.waiting.TenantWeights;
import io.headgate.router.waiting.Waiting;
import io.headgate.router.waiting.WaitingRoom;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Sha256;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.schemas.topic.TopicCatalog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The waiting room of one task and the stores behind it, kept in step. What is small is in one store, of which the room is
 * made again when the task begins; the requests themselves are in another, and are read when they go.
 */
final class StoredRoom {
    /** Who waits, and for what. */
    static final String ENTRIES = "waiting";
    /** The requests, each with its attempts so far and how it ends where it cannot wait. */
    static final String REQUESTS = "waiting-requests";

    /** What a key and a changelog's record add to a value, rounded up. */
    private static final int RECORD_OVERHEAD = 1_024;

    private final KeyValueStore<String, byte[]> entries;
    private final KeyValueStore<String, byte[]> requests;
    private final MessageCodec<FailedRequest> codec;
    private final int maxRecordBytes;
    private final WaitingRoom room;

    private StoredRoom(
            ProcessorContext<?, ?> context,
            MessageCodec<FailedRequest> codec,
            int maxRecordBytes,
            RoomLimits limits,
            TenantWeights weights) {
        this.entries = context.getStateStore(ENTRIES);
        this.requests = context.getStateStore(REQUESTS);
        this.codec = codec;
        this.maxRecordBytes = maxRecordBytes;
        this.room = new WaitingRoom(limits, weights);
    }

    /** The room as the stores have it: to be called when they are restored. */
    static StoredRoom open(
            ProcessorContext<?, ?> context,
            MessageCodec<FailedRequest> codec,
            int maxRecordBytes,
            RoomLimits limits,
            TenantWeights weights) {
        StoredRoom opened = new StoredRoom(context, codec, maxRecordBytes, limits, weights);
        try (KeyValueIterator<String, byte[]> all = opened.entries.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> stored = all.next();
                opened.room.enter(WaitingFormat.read(stored.value).entry());
            }
        }
        return opened;
    }

    static List<StoreBuilder<KeyValueStore<String, byte[]>>> builders() {
        // Closed segments are what compaction works on, and what a restart reads: most of what is written is soon
        // deleted.
        Map<String, String> changelog = Map.of(
                TopicConfig.SEGMENT_BYTES_CONFIG,
                Integer.toString(64 * 1024 * 1024),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(TopicCatalog.MAX_RECORD_BYTES));
        return List.of(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(ENTRIES), Serdes.String(), Serdes.ByteArray())
                        .withLoggingEnabled(changelog),
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(REQUESTS), Serdes.String(), Serdes.ByteArray())
                        .withLoggingEnabled(changelog));
    }

    /** Who waits; to be changed by this class only. */
    WaitingRoom room() {
        return room;
    }

    /** A request as it is stored. */
    byte[] encode(Fact.Held held) {
        return codec.encode(new FailedRequest(held.request(), held.otherwise()));
    }

    /** The largest request that its changelog takes, in bytes. */
    int maxBytes() {
        return maxRecordBytes - RECORD_OVERHEAD;
    }

    /** A request that is new here begins to wait. */
    Waiting enter(Fact.Held held, byte[] encoded, RecordHeading heading, boolean told, Instant now) {
        Waiting entry = new Waiting(
                held.request().key(),
                held.request().context().priority(),
                held.request().context().deadline(),
                room.nextArrival(),
                now,
                held.attempt(),
                encoded.length,
                held.reason(),
                told);
        requests.put(name(entry.key()), encoded);
        put(entry, heading);
        return entry;
    }

    /** A request waits for something else from now on, in its place among its tenant's. */
    Waiting moves(Waiting before, Reason reason, RecordHeading heading, boolean told, Instant now) {
        Waiting entry = with(before, reason, now, told);
        put(entry, heading);
        return entry;
    }

    /**
     * A request goes on waiting for the same. That is not stored: a long room is asked again and again, and who is asked once
     * more after a restart has lost nothing.
     */
    void goesOn(Waiting before, Reason reason) {
        room.enter(with(before, reason, before.since(), before.told()));
    }

    private static Waiting with(Waiting before, Reason reason, Instant since, boolean told) {
        return new Waiting(
                before.key(),
                before.priority(),
                before.deadline(),
                before.arrival(),
                since,
                before.attempt(),
                before.bytes(),
                reason,
                told);
    }

    /** Its client has been told of its wait. */
    void told(Waiting entry, RecordHeading heading) {
        put(entry.nowTold(), heading);
    }

    private void put(Waiting entry, RecordHeading heading) {
        entries.put(name(entry.key()), WaitingFormat.write(new WaitingFormat.Stored(entry, heading)));
        room.enter(entry);
    }

    /** Nobody waits under that key any more. */
    void remove(RequestKey key) {
        room.leave(key);
        entries.delete(name(key));
        requests.delete(name(key));
    }

    /** Under which heading the records of one who waits go on. */
    RecordHeading heading(RequestKey key) {
        byte[] stored = entries.get(name(key));
        if (stored == null) {
            throw new IllegalStateException("request %s waits, and is not in the store".formatted(key));
        }
        return WaitingFormat.read(stored).heading();
    }

    /** The request itself. */
    Decoded<FailedRequest> request(RequestKey key) {
        return codec.decode(requests.get(name(key)));
    }

    /** What is left of a request that cannot be read any more. */
    InvalidRequest remainder(Waiting entry, RecordHeading heading) {
        byte[] bytes = requests.get(name(entry.key()));
        Failure failure = new Failure(
                FailureCode.UNREADABLE_INTERNAL,
                "request %s waited, and what is stored of it cannot be read".formatted(entry.key()),
                (bytes == null ? 0 : bytes.length) + " bytes",
                null);
        return new InvalidRequest(
                entry.key(),
                heading.correlationId(),
                failure,
                Sha256.hex(bytes == null ? new byte[0] : bytes),
                ReplyFormat.JSON,
                entry.since(),
                new Origin(REQUESTS, 0, entry.arrival()));
    }

    private static String name(RequestKey key) {
        return key.toString();
    }
}
