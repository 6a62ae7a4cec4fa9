package io.headgate.metering.stream;

import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Increment;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** An increment as the value of the store: as the topic has it. */
final class IncrementBytes {
    private IncrementBytes() {}

    static Serde<Increment> serde(MessageCodec<Increment> codec) {
        return Serdes.serdeFrom((_, increment) -> codec.encode(increment), (_, bytes) -> decode(codec, bytes));
    }

    private static Increment decode(MessageCodec<Increment> codec, byte[] bytes) {
        return switch (codec.decode(bytes)) {
            case Decoded.Readable<Increment>(var increment) -> increment;
            // Our own changelog: going on without the entry would lose money in silence.
            case Decoded.Unreadable<Increment>(var failure) ->
                throw new SerializationException("store entry: " + failure);
        };
    }
}
