package io.headgate.worker.call.wire;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a body says of a failure, whatever the format.
 *
 * @param status the HTTP status that it stands for, where the body tells one ({@code 529} of an error in mid-stream);
 *     null when it does not
 * @param code the provider's own code; null when it gave none
 * @param type the provider's own type; null when it gave none
 * @param message the provider's own words: to be matched against, never to be shown or logged, as they may repeat the
 *     prompt; null when it gave none
 * @param parameter the parameter that was at fault, as the provider names it; null when it gave none
 * @param retryAfter how long the body asks to wait; null when it does not say
 */
public record WireError(
        @Nullable Integer status,
        @Nullable String code,
        @Nullable String type,
        @Nullable String message,
        @Nullable String parameter,
        @Nullable Duration retryAfter) {
    public static final WireError NONE = new WireError(null, null, null, null, null, null);

    /** An event of a stream that is nothing this format sends. */
    public static final WireError UNREADABLE = new WireError(null, "unreadable_event", null, null, null, null);

    /** Without the message. */
    @Override
    public String toString() {
        return "WireError[%s, %s, %s]".formatted(status, code, type);
    }
}
