package io.headgate.schemas.message;

/**
 * A request that failed, whole: what replay reads.
 *
 * @param admission the request, or what was left of it
 * @param result its terminal event, with every attempt
 */
public record FailedRequest(Admission admission, InferenceResult result) {}
