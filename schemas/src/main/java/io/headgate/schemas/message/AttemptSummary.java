package io.headgate.schemas.message;

import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as the history of a request keeps it, and as its result lists it.
 *
 * @param dropped the parameters that were left out of the request, as paths in the client's body ({@code logit_bias}), in
 *     order: the provider has no words for them; empty unless it completed
 * @param upstreamRequestId the provider's own id, for its support: visible ASCII, 256 characters at most; null when it gave
 *     none
 */
public record AttemptSummary(
        AttemptId id,
        Target target,
        AttemptStatus status,
        @Nullable Failure failure,
        @Nullable Integer httpStatus,
        Instant startedAt,
        Duration duration,
        List<String> dropped,
        @Nullable String upstreamRequestId) {
    public AttemptSummary {
        dropped = List.copyOf(dropped);
    }

    /** An attempt for which nothing was left out, and of which the provider gave no id. */
    public AttemptSummary(
            AttemptId id,
            Target target,
            AttemptStatus status,
            @Nullable Failure failure,
            @Nullable Integer httpStatus,
            Instant startedAt,
            Duration duration) {
        this(id, target, status, failure, httpStatus, startedAt, duration, List.of(), null);
    }
}
