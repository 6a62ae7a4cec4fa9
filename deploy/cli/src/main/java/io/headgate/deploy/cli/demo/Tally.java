package io.headgate.deploy.cli.demo;

import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.InferenceResult;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The terminal events of a batch as they come in. Not thread-safe. */
final class Tally {
    private final Map<RequestKey, InferenceResult> first = new LinkedHashMap<>();
    private long surplus;

    void add(InferenceResult result) {
        if (first.putIfAbsent(result.key(), result) != null) {
            surplus++;
        }
    }

    /** Requests that have ended. */
    int ended() {
        return first.size();
    }

    /** Terminal events beyond the first of a request: always 0, or a promise is broken. */
    long surplus() {
        return surplus;
    }

    long completed() {
        return first.values().stream()
                .filter(result -> result.outcome() instanceof InferenceResult.Completed)
                .count();
    }

    /** Attempts that all these requests took. */
    long attempts() {
        return first.values().stream()
                .mapToLong(result -> result.attempts().size())
                .sum();
    }

    Collection<InferenceResult> results() {
        return first.values();
    }

    /**
     * The time from acceptance to end that a share of the requests did not exceed.
     *
     * @param share in (0, 1]
     */
    Duration latency(double share) {
        long[] millis = first.values().stream()
                .mapToLong(result ->
                        Duration.between(result.acceptedAt(), result.endedAt()).toMillis())
                .sorted()
                .toArray();
        if (millis.length == 0) {
            return Duration.ZERO;
        }
        return Duration.ofMillis(millis[Math.min(millis.length - 1, (int) Math.ceil(share * millis.length) - 1)]);
    }
}
