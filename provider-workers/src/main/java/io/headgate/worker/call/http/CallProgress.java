package io.headgate.worker.call.http;

import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.UpstreamReply;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far one call has come, and by when it must have come further. Its own thread takes the steps; the {@link Watchdog}
 * ends it when none comes in time.
 */
final class CallProgress {
    private final CallTimeouts timeouts;
    private final Runnable abort;
    private final long totalAt;
    private volatile long dueAt;
    private volatile boolean connected;
    private volatile boolean sent;
    private volatile @Nullable String overdue;
    private String waitingFor = "";
    /** What has come of the answer; the call's own thread only. */
    UpstreamReply begun = UpstreamReply.NONE;

    Map<String, String> headers = Map.of();
    /** What the call ends with, whatever comes after it; null while it is not known. */
    HttpReply.@Nullable Answered answer;

    private boolean windingUp;

    /** @param abort closes the call's connection, from another thread; may be called more than once */
    CallProgress(CallTimeouts timeouts, Runnable abort) {
        this.timeouts = timeouts;
        this.abort = abort;
        this.totalAt = System.nanoTime() + timeouts.total().toNanos();
        within(timeouts.connect(), "connect");
    }

    private void within(Duration step, String name) {
        long stepAt = System.nanoTime() + step.toNanos();
        boolean totalFirst = totalAt - stepAt <= 0;
        waitingFor = totalFirst ? "total" : name;
        dueAt = totalFirst ? totalAt : stepAt;
    }

    /** There is a connection, with TLS where there is to be. */
    void connected() throws InterruptedIOException {
        if (overdue != null) {
            throw new InterruptedIOException("timeout");
        }
        connected = true;
        within(timeouts.firstByte(), "first_byte");
    }

    /** Whether the call came as far as the host it is for, through a proxy where there is one. */
    boolean isConnected() {
        return connected;
    }

    /** From now on the call may be billed. */
    void sending() {
        sent = true;
        within(timeouts.firstByte(), "first_byte");
    }

    /** The body has been handed to the connection; the wait for an answer begins. */
    void handedOver() {
        within(timeouts.firstByte(), "first_byte");
    }

    /** The head of the reply is here, or more of its body. */
    void received() {
        if (!windingUp) {
            within(timeouts.betweenChunks(), "between_chunks");
        }
    }

    /** All that is wanted has come: what follows has only so long to end. */
    void windUp(Duration longest) {
        windingUp = true;
        within(longest, "end");
    }

    /** Closes the connection: nothing more that comes is wanted. */
    void drop() {
        abort.run();
    }

    /** Ends the call if it should have come further by now; whether it did. */
    boolean endIfDue(long now) {
        if (now - dueAt < 0) {
            return false;
        }
        overdue = waitingFor;
        abort.run();
        return true;
    }

    boolean sent() {
        return sent;
    }

    /** The timeout that ended the call, by its name in the catalogue; null when none did. */
    @Nullable
    String overdue() {
        return overdue;
    }
}
