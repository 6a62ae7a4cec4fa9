package io.headgate.worker.call.stream;

import io.headgate.worker.call.wire.StreamEvent;
import java.util.function.Consumer;

/**
 * Takes one reply's bytes apart into events, wherever the bytes happen to be cut. Holds one line and one event at most;
 * not thread-safe.
 */
public interface StreamParser {
    /** The longest line, in bytes: whatever a model says in one event, and more than any sends. */
    int LONGEST_LINE = 1 << 20;

    /**
     * Takes in what has come next, and gives out the events that are complete with it, in order.
     *
     * @param bytes the first {@code length} of them are read, and none is kept
     * @throws StreamFault when what has come cannot be a stream of this kind; the events before that have been given out,
     *     and the parser is not to be used any more
     */
    void feed(byte[] bytes, int length, Consumer<StreamEvent> out) throws StreamFault;

    /**
     * The stream has come to its end, as its connection says; not to be called for one that broke.
     *
     * @throws StreamFault as {@link #feed}
     */
    void end(Consumer<StreamEvent> out) throws StreamFault;
}
