package io.headgate.worker.call.http;

import org.jspecify.annotations.Nullable;

/**
 * Sends a call and reads its answer, bounded in time and size. Blocks the calling thread; thread-safe. Interrupting a
 * virtual thread ends its call at once, as {@link HttpReply.Kind#INTERRUPTED}, and leaves its interrupt status set.
 */
public interface HttpUpstream extends AutoCloseable {
    /**
     * Posts the call's body as JSON.
     *
     * @param sink takes the answer's body while it comes, if it wants to: then an answer has an empty one
     */
    HttpReply post(HttpCall call, BodySink sink);

    /** Posts the call's body as JSON, and reads the answer whole. */
    default HttpReply post(HttpCall call) {
        return post(call, BodySink.WHOLE);
    }

    /**
     * Gets what is there. The call must have no body.
     *
     * @param sink takes the answer's body while it comes, if it wants to: then an answer has an empty one
     */
    HttpReply get(HttpCall call, BodySink sink);

    /** Gets what is there, whole. The call must have no body. */
    default HttpReply get(HttpCall call) {
        return get(call, BodySink.WHOLE);
    }

    /** The status of what is there, whose body is dropped; null when no answer began in time. The call must have no body. */
    @Nullable
    Integer status(HttpCall get);

    @Override
    void close();
}
