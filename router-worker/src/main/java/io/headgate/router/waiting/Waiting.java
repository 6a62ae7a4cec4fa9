package io.headgate.router.waiting;

import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Priority;
import java.time.Instant;

/**
 * A request that waits, as the room knows it: everything but the request itself.
 *
 * @param arrival its place in the order of arrival within the room; unique, kept when it changes lanes
 * @param since when it came into its present lane
 * @param attempt the number that its next attempt will have
 * @param bytes what the request takes in the store
 * @param told whether its client knows of the present wait
 */
public record Waiting(
        RequestKey key,
        Priority priority,
        Instant deadline,
        long arrival,
        Instant since,
        int attempt,
        int bytes,
        Reason reason,
        boolean told) {
    public Waiting {
        if (arrival < 0 || attempt < 1 || bytes < 0) {
            throw new IllegalArgumentException(
                    "waiting request %s: seen arrival %d, attempt %d, %d bytes, allowed 0, 1 and 0 or more"
                            .formatted(key, arrival, attempt, bytes));
        }
    }

    /** The same, its client told of the wait. */
    public Waiting nowTold() {
        return new Waiting(key, priority, deadline, arrival, since, attempt, bytes, reason, true);
    }
}
