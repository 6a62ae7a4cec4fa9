package io.headgate.schemas.message;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A prompt on its way: the client's chat-completions body, opaque, and everything routing and finance need, typed.
 *
 * @param idempotencyKey a second name under which a repeat is recognised; the request id where absent
 * @param body an OpenAI chat-completions request, as JSON text; its {@code model} is {@code alias}
 * @param bodyHash SHA-256 of {@code body}, lower-case hex: what "the same request" means, and what logs may show
 * @param acceptedAt when Headgate took it over: the record's timestamp, or the moment of the 202
 * @param parent the request that this one replays
 */
public record InferenceRequest(
        RequestKey key,
        CorrelationId correlationId,
        @Nullable UserId userId,
        @Nullable String idempotencyKey,
        Alias alias,
        RoutingContext context,
        String body,
        String bodyHash,
        ReplyFormat replyFormat,
        Instant acceptedAt,
        Origin origin,
        @Nullable RequestId parent)
        implements Admission {
    /** The same under another body, as a provider gets it; the hash stays that of the client's. */
    public InferenceRequest withBody(String other) {
        return new InferenceRequest(
                key,
                correlationId,
                userId,
                idempotencyKey,
                alias,
                context,
                other,
                bodyHash,
                replyFormat,
                acceptedAt,
                origin,
                parent);
    }

    /** Without the body: a prompt never reaches a log. */
    @Override
    public String toString() {
        return "InferenceRequest[%s, alias=%s, sha256=%s]".formatted(key, alias, bodyHash);
    }
}
