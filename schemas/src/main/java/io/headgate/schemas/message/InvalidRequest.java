package io.headgate.schemas.message;

import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.RequestKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that somebody sent and that cannot be served. Admission ends it with a failure, unless its id is already
 * known: then it is a conflict, and the original is untouched.
 *
 * @param contentHash SHA-256 of the value as it came, lower-case hex
 * @param batch the batch it is part of, in which it counts as failed; null when it is by itself
 */
public record InvalidRequest(
        RequestKey key,
        CorrelationId correlationId,
        Failure failure,
        String contentHash,
        ReplyFormat replyFormat,
        Instant acceptedAt,
        Origin origin,
        @Nullable BatchMark batch)
        implements Admission {
    /** Of a record by itself. */
    public InvalidRequest(
            RequestKey key,
            CorrelationId correlationId,
            Failure failure,
            String contentHash,
            ReplyFormat replyFormat,
            Instant acceptedAt,
            Origin origin) {
        this(key, correlationId, failure, contentHash, replyFormat, acceptedAt, origin, null);
    }
}
