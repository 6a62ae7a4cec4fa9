package io.headgate.schemas.json;

/** Reads JSON strictly. Thread-safe; any input is an answer, never an exception. */
public interface JsonReader {
    /** Reads UTF-8, with or without a byte order mark. */
    JsonDocument read(byte[] utf8);

    JsonDocument read(String text);
}
