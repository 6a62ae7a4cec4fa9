package io.headgate.deploy.acceptance.checker.evidence;

import org.jspecify.annotations.Nullable;

/**
 * A record of a dispatch topic: an attempt on its way to a worker.
 *
 * @param attempt the attempt's name
 * @param project the request's tag {@code project}; empty when it has none
 * @param dispatchedAt when its limits were held, in milliseconds since the epoch
 * @param deadline of the request, in milliseconds since the epoch
 * @param held what it holds of limits
 * @param price stamped on it; null when the model has none
 * @param earlierCalls attempts of the request before it in which the same provider was called
 * @param redacted whether the prompt may have been masked, and the response changed back
 * @param revision of the catalogue it was decided by
 */
public record Dispatched(
        Place place,
        Key attempt,
        String request,
        String provider,
        String model,
        String project,
        long dispatchedAt,
        long deadline,
        Held held,
        @Nullable Price price,
        int earlierCalls,
        boolean redacted,
        long revision) {}
