package io.headgate.schemas.message;

import io.headgate.schemas.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The worst that an attempt can cost, an estimate: held from dispatch until the attempt is settled.
 *
 * @param inputTokens as many as were estimated, or more where the model was seen to count more
 * @param outputTokens the cap on output, all choices together; 0 when the request and its route give none
 * @param amount null when the model has no price
 * @param estimatedTokens of the input, before what was seen: what the model's counting is compared with
 */
public record Reservation(
        long inputTokens, long outputTokens, @Nullable Money amount, long estimatedTokens) {
    /** At a model that is not known to count more than was estimated. */
    public Reservation(long inputTokens, long outputTokens, @Nullable Money amount) {
        this(inputTokens, outputTokens, amount, inputTokens);
    }
}
