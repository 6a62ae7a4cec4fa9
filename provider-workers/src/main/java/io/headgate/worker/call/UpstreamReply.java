package io.headgate.worker.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came back of a call, whatever it was worth.
 *
 * @param status the HTTP status; null when no answer began
 * @param requestId the provider's own id, for its support; null when it gave none
 * @param firstByteAt when the answer began; null when it did not
 * @param headroom what the provider says is left of its rates
 */
public record UpstreamReply(
        @Nullable Integer status,
        @Nullable String requestId,
        @Nullable Instant firstByteAt,
        Headroom headroom) {
    /** Nothing came back. */
    public static final UpstreamReply NONE = new UpstreamReply(null, null, null);

    /** A reply that says nothing of rates. */
    public UpstreamReply(@Nullable Integer status, @Nullable String requestId, @Nullable Instant firstByteAt) {
        this(status, requestId, firstByteAt, Headroom.NONE);
    }
}
