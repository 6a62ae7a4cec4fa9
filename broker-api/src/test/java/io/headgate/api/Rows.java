package io.headgate.api;

import io.headgate.api.lookup.RequestRow;
import io.headgate.schemas.id.RequestKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rows of the index to test with. */
public final class Rows {
    private Rows() {}

    /** A request that was accepted, and nothing else. */
    public static RequestRow accepted(RequestKey key) {
        return row(key, "accepted", null, null, null, null);
    }

    public static RequestRow waiting(RequestKey key, String reason, @Nullable Instant until) {
        return row(key, "waiting", reason, until, null, null);
    }

    public static RequestRow completed(RequestKey key, String response) {
        return row(key, "completed", null, null, Samples.ACCEPTED.plusSeconds(1), response);
    }

    private static RequestRow row(
            RequestKey key,
            String status,
            @Nullable String waitingFor,
            @Nullable Instant waitingUntil,
            @Nullable Instant endedAt,
            @Nullable String response) {
        return new RequestRow(
                key.tenant().value(),
                key.request().value(),
                status,
                "c",
                null,
                null,
                null,
                null,
                "fast-text",
                "standard",
                "{}",
                Samples.ACCEPTED,
                null,
                waitingFor,
                waitingUntil,
                endedAt,
                null,
                null,
                null,
                null,
                response,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "[]",
                0);
    }
}
