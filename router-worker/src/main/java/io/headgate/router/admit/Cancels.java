package io.headgate.router.admit;

import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.InferenceRequest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The memory of cancels: what nobody wants any more, be it that it has not come yet or that it may come back. */
@FunctionalInterface
public interface Cancels {
    /**
     * Who accepts and who cancels go by different clocks, so a cancel may seem this much older than the request it means.
     * An older one meant an earlier request under the same id. The workers keep to the same.
     */
    Duration CLOCK_SKEW = Duration.ofSeconds(5);

    /** When the request was last cancelled; null when it was not, or too long ago. */
    @Nullable
    Instant find(RequestKey key);

    /** Whether a cancel means this request. */
    default boolean mean(InferenceRequest request) {
        Instant cancelledAt = find(request.key());
        return cancelledAt != null && !cancelledAt.plus(CLOCK_SKEW).isBefore(request.acceptedAt());
    }
}
