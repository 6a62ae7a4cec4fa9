package io.headgate.deploy.acceptance.checker.evidence;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended: a record of the topic of attempts.
 *
 * @param attempt the attempt's name
 * @param status how it ended
 * @param usage what was used; null when nothing was
 * @param cost exact; null when unpriced
 * @param currency of the cost; null when unpriced
 * @param startedAt when its worker began it, in milliseconds since the epoch
 * @param upstreamId the provider's id of the call; null when it gave none
 * @param dispatchedAt when its limits were held, by its own account, in milliseconds since the epoch; null when it does not say
 */
public record Metered(
        Place place,
        Key attempt,
        String request,
        String provider,
        String model,
        String project,
        Status status,
        @Nullable Usage usage,
        @Nullable BigDecimal cost,
        @Nullable String currency,
        long startedAt,
        @Nullable String upstreamId,
        @Nullable Long dispatchedAt) {
    /** How an attempt ended. A word that the checker does not know is {@link #UNKNOWN}. */
    public enum Status {
        COMPLETED,
        RETRYABLE,
        REFUSED,
        UNKNOWN,
        NOT_CALLED
    }
}
