package io.headgate.schemas.message;

import io.headgate.schemas.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The worst that an attempt can cost, an estimate: held from dispatch until the attempt is settled.
 *
 * @param inputTokens estimated
 * @param outputTokens the cap on output, all choices together; 0 when the request and its route give none
 * @param amount null when the model has no price
 */
public record Reservation(
        long inputTokens, long outputTokens, @Nullable Money amount) {}
