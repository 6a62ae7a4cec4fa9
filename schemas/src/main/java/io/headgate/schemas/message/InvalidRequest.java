package io.headgate.schemas.message;

import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.RequestKey;
import java.time.Instant;

/**
 * A record that somebody sent and that cannot be served. Admission ends it with a failure, unless its id is already
 * known: then it is a conflict, and the original is untouched.
 *
 * @param contentHash SHA-256 of the value as it came, lower-case hex
 */
public record InvalidRequest(
        RequestKey key,
        CorrelationId correlationId,
        Failure failure,
        String contentHash,
        ReplyFormat replyFormat,
        Instant acceptedAt,
        Origin origin)
        implements Admission {}
