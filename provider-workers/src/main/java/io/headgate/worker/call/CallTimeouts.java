package io.headgate.worker.call;

import java.time.Duration;

/**
 * How long one call may take, already bounded by the request's deadline. All greater than zero.
 *
 * @param connect to get a connection: name, TCP and TLS together
 * @param firstByte from the request being sent to the head of the reply
 * @param betweenChunks between two reads of the reply's body, streamed or not
 * @param total from start to end
 */
public record CallTimeouts(Duration connect, Duration firstByte, Duration betweenChunks, Duration total) {
    /** The same, none of them longer than what is left. */
    public CallTimeouts within(Duration left) {
        return left.compareTo(total) >= 0
                ? this
                : new CallTimeouts(
                        shorter(connect, left), shorter(firstByte, left), shorter(betweenChunks, left), left);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
