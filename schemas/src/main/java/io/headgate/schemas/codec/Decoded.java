package io.headgate.schemas.codec;

import io.headgate.schemas.message.Failure;

/** What bytes turned out to be: a value, or something that cannot be read, with the reason. Never an exception. */
public sealed interface Decoded<T> {
    record Readable<T>(T value) implements Decoded<T> {}

    record Unreadable<T>(Failure failure) implements Decoded<T> {}
}
