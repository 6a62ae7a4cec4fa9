package io.headgate.schemas.message;

/** How urgent a request is: critical goes first and has permits of its own, background goes last. */
public enum Priority {
    CRITICAL,
    STANDARD,
    BACKGROUND
}
