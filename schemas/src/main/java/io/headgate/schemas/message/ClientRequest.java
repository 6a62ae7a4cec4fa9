package io.headgate.schemas.message;

import io.headgate.schemas.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client published in Avro, as it came and unchecked: identifiers are whatever text the client put there. What is
 * null was not said in the record; a header or a default may say it.
 *
 * @param priority {@code critical, standard, background}, or anything else a client may write
 * @param body an OpenAI chat-completions request, as JSON text, or what should have been one
 */
public record ClientRequest(
        @Nullable String tenant,
        @Nullable String id,
        @Nullable String correlationId,
        @Nullable String userId,
        @Nullable String idempotencyKey,
        @Nullable String taskId,
        @Nullable String taskType,
        @Nullable String locale,
        @Nullable String priority,
        @Nullable Instant deadline,
        @Nullable Duration maxLatency,
        @Nullable Money budget,
        Map<String, String> tags,
        String body) {
    public ClientRequest {
        tags = Map.copyOf(tags);
    }

    /** Without the body: a prompt never reaches a log. */
    @Override
    public String toString() {
        return "ClientRequest[tenant=%s, id=%s]".formatted(tenant, id);
    }
}
