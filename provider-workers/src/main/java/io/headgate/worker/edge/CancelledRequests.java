package io.headgate.worker.edge;

import io.headgate.schemas.id.RequestKey;
import java.time.Instant;

/** Which requests their clients have cancelled. Thread-safe. */
@FunctionalInterface
public interface CancelledRequests {
    /** Whether the request that was accepted then has been cancelled since; an earlier one may have had the same id. */
    boolean contains(RequestKey request, Instant acceptedAt);
}
