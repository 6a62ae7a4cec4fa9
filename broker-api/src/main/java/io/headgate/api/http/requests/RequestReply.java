package io.headgate.api.http.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.headgate.api.http.JsonText;
import io.headgate.api.lookup.RequestRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request. What is not known, or does not apply, is left out.
 *
 * @param status {@code accepted, waiting, completed, failed}; the last two are final
 * @param model Headgate's name of the model that answered; {@code servedModel} is what the provider says it used
 * @param tags a JSON object, as the client sent them
 * @param usage a JSON object, units by meter
 * @param response an OpenAI chat-completions response; a JSON string in the case that a provider sent no JSON
 * @param attempts a JSON array, every call in order; {@code dropped} in one names the parameters that it was sent without. Left
 *     out of a list
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestReply(
        String id,
        String tenant,
        String status,
        @Nullable String alias,
        @Nullable String priority,
        @Schema(type = "object") @JsonRawValue String tags,
        @JsonProperty("correlation_id") @Nullable String correlationId,
        @JsonProperty("user_id") @Nullable String userId,
        @JsonProperty("task_id") @Nullable String taskId,
        @JsonProperty("task_type") @Nullable String taskType,
        @Nullable String locale,
        @Nullable Waiting waiting,
        @Nullable String provider,
        @Nullable String endpoint,
        @Nullable String model,
        @JsonProperty("served_model") @Nullable String servedModel,
        @Schema(type = "object") @JsonRawValue @Nullable String usage,
        @Nullable Cost cost,
        @Schema(type = "object") @JsonRawValue @Nullable String response,
        @Nullable RequestFailure failure,
        @JsonProperty("attempt_count") int attemptCount,
        @Schema(type = "array") @JsonRawValue @Nullable String attempts,
        Timings timings) {
    /** Why it waits, and until when that is expected to last. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Waiting(
            String reason,
            @JsonProperty("expected_until") @Nullable String expectedUntil) {}

    /** A decimal string and a currency, or why there is no price; unpriced is not zero. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Cost(
            @Nullable String amount,
            @Nullable String currency,
            @Nullable String unpriced) {}

    /** Why it failed; the codes are those of the messages on {@code results}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RequestFailure(
            String code,
            String message,
            @Nullable String seen,
            @Nullable String allowed) {}

    /** Instants in ISO 8601, UTC. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Timings(
            @JsonProperty("accepted_at") @Nullable String acceptedAt,
            @Nullable String deadline,
            @JsonProperty("ended_at") @Nullable String endedAt,
            @JsonProperty("total_ms") @Nullable Long totalMs) {}

    /** All that is known. */
    public static RequestReply of(RequestRow row) {
        return of(row, row.attempts());
    }

    /** As a list shows it: without the calls. */
    static RequestReply listed(RequestRow row) {
        return of(row, null);
    }

    private static RequestReply of(RequestRow row, @Nullable String attempts) {
        return new RequestReply(
                row.requestId(),
                row.tenant(),
                row.status(),
                row.alias(),
                row.priority(),
                row.tags(),
                row.correlationId(),
                row.userId(),
                row.taskId(),
                row.taskType(),
                row.locale(),
                waiting(row),
                row.provider(),
                row.endpoint(),
                row.model(),
                row.servedModel(),
                row.usage(),
                cost(row),
                row.response() == null ? null : JsonText.embeddable(row.response()),
                failure(row),
                row.attemptCount(),
                attempts,
                timings(row));
    }

    private static @Nullable Waiting waiting(RequestRow row) {
        return row.waitingFor() == null || row.isTerminal()
                ? null
                : new Waiting(row.waitingFor(), text(row.waitingUntil()));
    }

    private static @Nullable Cost cost(RequestRow row) {
        BigDecimal amount = row.cost();
        return amount == null && row.unpricedReason() == null
                ? null
                : new Cost(
                        amount == null ? null : amount.stripTrailingZeros().toPlainString(),
                        row.currency(),
                        row.unpricedReason());
    }

    private static @Nullable RequestFailure failure(RequestRow row) {
        return row.failureCode() == null || row.failureMessage() == null
                ? null
                : new RequestFailure(row.failureCode(), row.failureMessage(), row.failureSeen(), row.failureAllowed());
    }

    private static Timings timings(RequestRow row) {
        Instant accepted = row.acceptedAt();
        Instant ended = row.endedAt();
        return new Timings(
                text(accepted),
                text(row.deadline()),
                text(ended),
                accepted == null || ended == null
                        ? null
                        : Duration.between(accepted, ended).toMillis());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
