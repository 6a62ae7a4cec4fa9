package io.headgate.api.lookup;

import io.micronaut.data.annotation.MappedEntity;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code requests}; its columns are described in the migration. */
@MappedEntity("requests")
public record RequestRow(
        String tenant,
        String requestId,
        String status,
        @Nullable String correlationId,
        @Nullable String userId,
        @Nullable String taskId,
        @Nullable String taskType,
        @Nullable String locale,
        @Nullable String alias,
        @Nullable String priority,
        String tags,
        @Nullable Instant acceptedAt,
        @Nullable Instant deadline,
        @Nullable String waitingFor,
        @Nullable Instant waitingUntil,
        @Nullable Instant endedAt,
        @Nullable String provider,
        @Nullable String endpoint,
        @Nullable String model,
        @Nullable String servedModel,
        @Nullable String response,
        @Nullable String usage,
        @Nullable BigDecimal cost,
        @Nullable String currency,
        @Nullable String unpricedReason,
        @Nullable String failureCode,
        @Nullable String failureMessage,
        @Nullable String failureSeen,
        @Nullable String failureAllowed,
        String attempts,
        int attemptCount) {
    /** Whether nothing will change any more. */
    public boolean isTerminal() {
        return endedAt != null;
    }

    /** Without the response: a completion never reaches a log. */
    @Override
    public String toString() {
        return "RequestRow[%s/%s, %s]".formatted(tenant, requestId, status);
    }
}
