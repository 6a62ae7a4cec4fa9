package io.headgate.api.chat;

import io.headgate.api.lookup.RequestRow;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.money.Cost;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a request ended, as a client that waits is told.
 *
 * @param attempts how many calls were made or tried; 0 when none was
 * @param took from acceptance to the end; empty where that is not known
 */
public record Ending(RequestKey key, Outcome outcome, int attempts, Optional<Duration> took) {
    /** Answered or failed. */
    public sealed interface Outcome {
        /**
         * A provider's reply.
         *
         * @param response an OpenAI chat-completions response, as JSON text
         * @param model Headgate's name of the model that answered
         * @param cost amount and currency, {@code 0.0012 USD}; {@code unpriced} where no price is known
         */
        record Answered(String response, String provider, String model, String cost) implements Outcome {
            /** Without the response: a completion never reaches a log. */
            @Override
            public String toString() {
                return "Answered[%s/%s]".formatted(provider, model);
            }
        }

        record Failed(Failure failure) implements Outcome {}
    }

    static final String UNPRICED = "unpriced";

    /** As the topic tells it. */
    public static Ending of(InferenceResult result) {
        Outcome outcome = switch (result.outcome()) {
            case InferenceResult.Completed(var response, var target, var _, var _, Cost cost) ->
                new Outcome.Answered(
                        response,
                        target.provider().value(),
                        target.model().value(),
                        switch (cost) {
                            case Cost.Priced(var amount) -> amount.toString();
                            case Cost.Unpriced _ -> UNPRICED;
                        });
            case InferenceResult.Failed(Failure failure) -> new Outcome.Failed(failure);
        };
        return new Ending(
                result.key(),
                outcome,
                result.attempts().size(),
                Optional.of(Duration.between(result.acceptedAt(), result.endedAt())));
    }

    /** As the index has it; empty while it has not ended. */
    public static Optional<Ending> of(RequestRow row) {
        Instant ended = row.endedAt();
        if (ended == null) {
            return Optional.empty();
        }
        Outcome outcome = row.response() != null && row.provider() != null && row.model() != null
                ? new Outcome.Answered(row.response(), row.provider(), row.model(), cost(row.cost(), row.currency()))
                : new Outcome.Failed(failure(row));
        return Optional.of(new Ending(
                new RequestKey(new TenantId(row.tenant()), new RequestId(row.requestId())),
                outcome,
                row.attemptCount(),
                Optional.ofNullable(row.acceptedAt()).map(accepted -> Duration.between(accepted, ended))));
    }

    private static String cost(@Nullable BigDecimal amount, @Nullable String currency) {
        return amount == null || currency == null
                ? UNPRICED
                : amount.stripTrailingZeros().toPlainString() + " " + currency;
    }

    private static Failure failure(RequestRow row) {
        FailureCode code = Optional.ofNullable(row.failureCode())
                .flatMap(FailureCode::ofWireName)
                .orElse(FailureCode.UNKNOWN);
        String message = row.failureMessage() == null ? "The request failed." : row.failureMessage();
        return new Failure(code, message, row.failureSeen(), row.failureAllowed());
    }
}
