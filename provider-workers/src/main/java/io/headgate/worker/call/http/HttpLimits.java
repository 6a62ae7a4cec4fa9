package io.headgate.worker.call.http;

/**
 * What an answer may weigh, and how many connections there may be.
 *
 * @param maxConnections at least as many as calls under way at once
 * @param maxBodyBytes before and, again, after inflating
 * @param maxHeaderBytes of all header lines together
 * @param allowPrivate whether loopback and private addresses may be called
 */
public record HttpLimits(int maxConnections, int maxBodyBytes, int maxHeaderBytes, boolean allowPrivate) {
    /** A stream says the same in this many times the bytes: each few characters come in a JSON object of their own. */
    private static final long STREAM_OVERHEAD = 16;

    /** 4 MiB of body: more than a result's record can hold, so that its usage can still be read. */
    public static HttpLimits of(int maxConnections, boolean allowPrivate) {
        return new HttpLimits(maxConnections, 4 << 20, 64 << 10, allowPrivate);
    }

    /** What a streamed body may weigh, before and, again, after inflating; nobody holds all of it. */
    long maxStreamBytes() {
        return STREAM_OVERHEAD * maxBodyBytes;
    }
}
