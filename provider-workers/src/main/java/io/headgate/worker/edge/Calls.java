package io.headgate.worker.edge;

import io.headgate.schemas.id.RequestKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The dispatches of a session on their way; their ends queue up for its loop, which all but {@link #cancel} belongs to. */
interface Calls extends AutoCloseable {
    /** A dispatch was taken: it is on its way until {@link #next} gives its end. */
    void start(Handling handling);

    /** Cancels the request's call, if it is here and not over. From any thread. */
    void cancel(RequestKey request);

    boolean anyEnded();

    /** The next end; null when none is there within {@code longest}. */
    @Nullable
    CallEnd next(Duration longest);

    int underWay();

    /** Gives up what is still under way. */
    @Override
    void close();
}
