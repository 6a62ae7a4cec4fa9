package io.headgate.worker.call.http;

/** Sends a call and reads its answer, bounded in time and size. Blocks the calling thread; thread-safe. */
public interface HttpUpstream extends AutoCloseable {
    HttpReply post(HttpCall call);

    @Override
    void close();
}
