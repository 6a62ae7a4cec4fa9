package io.headgate.metering.orphan;

import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.TenantId;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Open calls in their store: a byte for the kind, when it was read, and the intent as its topic has it. */
final class OpenCallBytes {
    private static final byte BEGUN = 1;
    private static final byte ENDED = 2;

    private OpenCallBytes() {}

    /** The key of a call: a repeated dispatch of the same attempt has another start. No tenant has a slash in it. */
    static String key(TenantId tenant, AttemptId attempt, Instant startedAt) {
        return tenant + "/" + startedAt.toEpochMilli() + "/" + attempt;
    }

    static Serde<OpenCall> serde() {
        return Serdes.serdeFrom((_, call) -> encode(call), (_, bytes) -> decode(bytes));
    }

    private static byte[] encode(OpenCall call) {
        byte[] intent = call instanceof OpenCall.Begun begun ? begun.intent() : new byte[0];
        return ByteBuffer.allocate(1 + Long.BYTES + intent.length)
                .put(call instanceof OpenCall.Begun ? BEGUN : ENDED)
                .putLong(call.readAt().toEpochMilli())
                .put(intent)
                .array();
    }

    private static OpenCall decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte kind = in.get();
        Instant readAt = Instant.ofEpochMilli(in.getLong());
        byte[] intent = new byte[in.remaining()];
        in.get(intent);
        return switch (kind) {
            case BEGUN -> new OpenCall.Begun(readAt, intent);
            case ENDED -> new OpenCall.Ended(readAt);
            default -> throw new IllegalStateException("open call: seen kind %d, allowed 1 or 2".formatted(kind));
        };
    }
}
