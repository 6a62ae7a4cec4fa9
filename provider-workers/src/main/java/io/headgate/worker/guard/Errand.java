package io.headgate.worker.guard;

import io.headgate.schemas.id.Target;
import java.time.Instant;

/**
 * What the guard has to know of a dispatch.
 *
 * @param critical whether it may use the permits that are reserved for critical work
 * @param deadline after which no call starts, and at which one under way ends
 * @param dispatchedAt when the router sent it: the back-off after earlier calls counts from here, so a restart forgets none
 * @param earlierCalls attempts of this request in which this provider was called; each further one takes from the retry
 *     budget
 * @param elsewhere whether the router has another candidate for it: then it does not wait long here
 * @param tokens the most it may use, input and output, as far as anybody knows; 0 when nobody does
 */
public record Errand(
        Target target,
        boolean critical,
        Instant deadline,
        Instant dispatchedAt,
        int earlierCalls,
        boolean elsewhere,
        long tokens) {}
