package io.headgate.worker.call.http;

/**
 * Sends a call and reads its answer, bounded in time and size. Blocks the calling thread; thread-safe. Interrupting a
 * virtual thread ends its call at once, as {@link HttpReply.Kind#INTERRUPTED}, and leaves its interrupt status set.
 */
public interface HttpUpstream extends AutoCloseable {
    /** Posts the call's body as JSON. */
    HttpReply post(HttpCall call);

    /** Gets what is there. The call must have no body; the answer's is dropped. */
    HttpReply get(HttpCall call);

    @Override
    void close();
}
