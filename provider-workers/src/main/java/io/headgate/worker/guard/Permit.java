package io.headgate.worker.guard;

/**
 * Room for one call under way. Held until what the call led to is committed, so that no more calls than permits are ever
 * repeated after a crash. Thread-safe.
 */
@FunctionalInterface
public interface Permit {
    /** Holds nothing. */
    Permit NONE = () -> {};

    /** Gives it back; once is enough, more does no harm. */
    void release();
}
