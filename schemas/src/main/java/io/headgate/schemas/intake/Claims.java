package io.headgate.schemas.intake;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of its request, from one place (headers, an envelope, an Avro record), as text and unchecked.
 *
 * @param deadline an ISO 8601 instant, or a duration from acceptance on
 * @param maxLatencyMs milliseconds
 * @param budget amount and currency: {@code 0.05 USD}
 * @param batchSize a whole number
 */
record Claims(
        @Nullable String tenant,
        @Nullable String id,
        @Nullable String correlationId,
        @Nullable String userId,
        @Nullable String idempotencyKey,
        @Nullable String taskId,
        @Nullable String taskType,
        @Nullable String locale,
        @Nullable String priority,
        @Nullable String deadline,
        @Nullable String maxLatencyMs,
        @Nullable String budget,
        @Nullable String batch,
        @Nullable String batchSize,
        Map<String, String> tags) {
    static final Claims NONE =
            new Claims(null, null, null, null, null, null, null, null, null, null, null, null, null, null, Map.of());

    Claims {
        tags = Map.copyOf(tags);
    }

    /** These claims, and the other's where these say nothing. */
    Claims or(Claims other) {
        Map<String, String> allTags = new LinkedHashMap<>(other.tags);
        allTags.putAll(tags);
        return new Claims(
                or(tenant, other.tenant),
                or(id, other.id),
                or(correlationId, other.correlationId),
                or(userId, other.userId),
                or(idempotencyKey, other.idempotencyKey),
                or(taskId, other.taskId),
                or(taskType, other.taskType),
                or(locale, other.locale),
                or(priority, other.priority),
                or(deadline, other.deadline),
                or(maxLatencyMs, other.maxLatencyMs),
                or(budget, other.budget),
                or(batch, other.batch),
                or(batchSize, other.batchSize),
                allTags);
    }

    Claims withId(String newId) {
        return new Claims(
                tenant,
                newId,
                correlationId,
                userId,
                idempotencyKey,
                taskId,
                taskType,
                locale,
                priority,
                deadline,
                maxLatencyMs,
                budget,
                batch,
                batchSize,
                tags);
    }

    private static @Nullable String or(@Nullable String first, @Nullable String second) {
        return first != null ? first : second;
    }
}
