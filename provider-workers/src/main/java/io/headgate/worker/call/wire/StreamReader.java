package io.headgate.worker.call.wire;

/** Turns the events of one streamed reply into OpenAI's chunks. Whoever folds chunks into a completion is another. */
public interface StreamReader {
    /** What the next event says. Anything at all may be in it; after a step that ends, none is read. */
    StreamStep read(StreamEvent event);

    /**
     * The stream has ended without the reader having seen its end.
     *
     * @return {@link StreamStep#terminal()} only for a format whose streams have no end marker, when all that makes a
     *     reply whole has come
     */
    default StreamStep closed() {
        return StreamStep.NOTHING;
    }
}
