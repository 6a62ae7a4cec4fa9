package io.headgate.metering.alert.service;

import io.headgate.metering.alert.books.Failing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How alerting is, as this process sees it.
 *
 * @param lookedAt when the books were last looked at; null when they have not been yet
 * @param problem why the last look failed; null when it did not
 * @param failing by receiver, as of that look
 */
public record AlertState(
        @Nullable Instant lookedAt, @Nullable String problem, List<Failing> failing) {
    public AlertState {
        failing = List.copyOf(failing);
    }
}
