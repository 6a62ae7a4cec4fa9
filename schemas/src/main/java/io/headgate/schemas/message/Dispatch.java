package io.headgate.schemas.message;

import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.money.Price;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, handed to a provider's workers, and with it the custody of the request.
 *
 * @param attempt unique, also across replays of this record: the router gives it
 * @param number 1 for the first attempt
 * @param price in force when it was dispatched, null when the model has none; what the attempt is billed at
 * @param reservation what the attempt holds of the tenant's budgets
 * @param history the attempts before this one
 * @param dearest the price of the candidate expected to be the dearest of those that could have served, in the currency
 *     of {@code price}; null when nobody else could, or nobody with a price in that currency
 * @param redaction what must not leave in the request; null means all may
 */
public record Dispatch(
        InferenceRequest request,
        AttemptId attempt,
        int number,
        Target target,
        @Nullable Price price,
        Reservation reservation,
        Decision decision,
        List<AttemptSummary> history,
        Instant dispatchedAt,
        @Nullable Price dearest,
        @Nullable RedactionPolicy redaction) {
    /** An attempt that has nobody to be compared with, and in which nothing is redacted. */
    public Dispatch(
            InferenceRequest request,
            AttemptId attempt,
            int number,
            Target target,
            @Nullable Price price,
            Reservation reservation,
            Decision decision,
            List<AttemptSummary> history,
            Instant dispatchedAt) {
        this(request, attempt, number, target, price, reservation, decision, history, dispatchedAt, null, null);
    }

    public Dispatch {
        if (number < 1) {
            throw new IllegalArgumentException(
                    "dispatch %s: seen attempt number %d, allowed 1 or more".formatted(attempt, number));
        }
        history = List.copyOf(history);
    }

    /** The same with another body, as a provider gets it. */
    public Dispatch withBody(String body) {
        return body.equals(request.body())
                ? this
                : new Dispatch(
                        request.withBody(body),
                        attempt,
                        number,
                        target,
                        price,
                        reservation,
                        decision,
                        history,
                        dispatchedAt,
                        dearest,
                        redaction);
    }
}
