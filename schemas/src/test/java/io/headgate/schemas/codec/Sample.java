package io.headgate.schemas.codec;

import java.util.function.Function;

/**
 * One message to try codecs on.
 *
 * @param message the name of its Avro record
 * @param variant what is special about it
 */
record Sample<T>(String message, String variant, T value, Function<Codecs, MessageCodec<T>> codec) {
    byte[] encode(Codecs codecs) {
        return codec.apply(codecs).encode(value);
    }

    Decoded<T> decode(Codecs codecs, byte[] bytes) {
        return codec.apply(codecs).decode(bytes);
    }

    @Override
    public String toString() {
        return message + ", " + variant;
    }
}
