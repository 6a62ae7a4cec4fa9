package io.headgate.schemas.message;

import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a client may want to know before the end. Never terminal.
 *
 * @param until when it is expected to change; null when that is not known
 * @param original of a repeat and of a conflict: the request that came first, and whose result there is; null else, and in
 *     what older releases wrote
 */
public record Notice(
        RequestKey key,
        Kind kind,
        String message,
        @Nullable Instant until,
        Instant at,
        @Nullable RequestId original) {
    /** One that concerns no other request. */
    public Notice(RequestKey key, Kind kind, String message, @Nullable Instant until, Instant at) {
        this(key, kind, message, until, at, null);
    }

    /** What happened. */
    public enum Kind {
        /** The request waits; the message says for what. */
        WAITING,
        /** The same request came again and was absorbed. */
        DUPLICATE_ABSORBED,
        /** Another body came under an id already in use; the original is untouched. */
        IDEMPOTENCY_CONFLICT,
        /** What a newer Headgate says and this one has no name for; the message says what. Only ever read. */
        OTHER
    }
}
