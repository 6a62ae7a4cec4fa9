package io.headgate.schemas.codec;

/** Turns one kind of message into a record's value and back. Thread-safe. */
public interface MessageCodec<T> {
    /** The value of a record. */
    byte[] encode(T message);

    /** What the value of a record holds. Any bytes are an answer: foreign, damaged and empty ones are unreadable. */
    Decoded<T> decode(byte[] value);
}
