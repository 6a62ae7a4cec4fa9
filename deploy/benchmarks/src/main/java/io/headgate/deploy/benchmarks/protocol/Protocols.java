package io.headgate.deploy.benchmarks.protocol;

import java.net.URI;

/** Who is measured. */
enum Protocols {
    /** The worker's client: it blocks, and speaks HTTP/1.1. */
    WORKER("worker's, 1.1"),
    /** HTTP/2 as a worker would use it. */
    BLOCKING_2("blocking, 2"),
    /** HTTP/2 at its least. */
    ASYNC_2("asynchronous, 2"),
    /** The same without HTTP/2. */
    ASYNC_1("asynchronous, 1.1");

    private final String title;

    Protocols(String title) {
        this.title = title;
    }

    /**
     * A client that speaks so.
     *
     * @param mostAtOnce calls that there will be at once at most
     */
    Caller caller(URI uri, int mostAtOnce) {
        return switch (this) {
            case WORKER -> new WorkersCaller(uri, mostAtOnce);
            case BLOCKING_2 -> new BlockingCaller(uri, mostAtOnce);
            case ASYNC_2 -> AsyncCaller.http2(uri, mostAtOnce);
            case ASYNC_1 -> AsyncCaller.http1(uri, mostAtOnce);
        };
    }

    @Override
    public String toString() {
        return title;
    }
}
