package io.headgate.worker.call;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What came back of a call, whatever it was worth.
 *
 * @param status the HTTP status; null when no answer began
 * @param requestId the provider's own id, for its support: visible ASCII, 256 characters at most; null when it gave none
 * @param firstByteAt when the answer began; null when it did not
 * @param headroom what it said is left of its rate limits
 */
public record UpstreamReply(
        @Nullable Integer status,
        @Nullable String requestId,
        @Nullable Instant firstByteAt,
        Headroom headroom) {
    private static final Pattern STRANGE = Pattern.compile("[^!-~]");

    /** Nothing came back. */
    public static final UpstreamReply NONE = new UpstreamReply(null, null, null);

    private static final int LONGEST_ID = 256;

    /** An id as it may be shown and kept: without what is no visible ASCII, and cut; null when nothing is left. */
    public static @Nullable String plainId(@Nullable String id) {
        if (id == null) {
            return null;
        }
        String plain = STRANGE.matcher(id.substring(0, Math.min(id.length(), LONGEST_ID)))
                .replaceAll("");
        return plain.isEmpty() ? null : plain;
    }

    /** The same with an id that the body has, where the head has none. */
    public UpstreamReply orId(@Nullable String id) {
        return requestId != null || id == null ? this : new UpstreamReply(status, plainId(id), firstByteAt, headroom);
    }

    /** An answer that said nothing of rate limits. */
    public UpstreamReply(@Nullable Integer status, @Nullable String requestId, @Nullable Instant firstByteAt) {
        this(status, requestId, firstByteAt, Headroom.NONE);
    }
}
