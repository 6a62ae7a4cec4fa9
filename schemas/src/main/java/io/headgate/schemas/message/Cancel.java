package io.headgate.schemas.message;

import io.headgate.schemas.id.RequestKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks whoever has custody of a request to close it. A request that has ended stays as it ended.
 *
 * @param requestedBy who asked, for the history: a user, a key's id, a program
 * @param reason in a person's words
 * @param at when it was asked for
 */
public record Cancel(
        RequestKey key,
        @Nullable String requestedBy,
        @Nullable String reason,
        Instant at) {}
