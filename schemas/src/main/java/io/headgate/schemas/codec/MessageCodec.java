package io.headgate.schemas.codec;

import org.jspecify.annotations.Nullable;

/** Turns one kind of message into a record's value and back. Instants and durations keep milliseconds. Thread-safe. */
public interface MessageCodec<T> {
    /** The value of a record. */
    byte[] encode(T message);

    /**
     * What the value of a record holds. Any bytes are an answer: none at all, foreign and damaged ones are unreadable.
     *
     * @throws io.headgate.schemas.codec.registry.RegistryUnavailableException when the schema must be asked for and the
     *     registry does not answer: the value may be read later
     */
    Decoded<T> decode(byte @Nullable [] value);
}
