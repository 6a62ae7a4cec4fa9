package io.headgate.api.webhooks;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a webhook is told, and how far that has come.
 *
 * @param webhook by its name
 * @param tries how many there were
 * @param nextAt when it is tried next, while it waits
 * @param problem why the last try failed; null when it did not
 */
public record Delivery(
        UUID id,
        String webhook,
        String requestId,
        String event,
        Instant createdAt,
        int tries,
        Instant nextAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant givenUpAt,
        @Nullable String problem) {
    /** {@code waiting, delivered, given_up}. */
    public String status() {
        return deliveredAt != null ? "delivered" : givenUpAt != null ? "given_up" : "waiting";
    }
}
