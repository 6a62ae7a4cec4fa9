package io.headgate.api.batches;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a batch came to what; null for what it has not come to.
 *
 * @param expiresAt when its window ends; null for one that has none
 */
public record Times(
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant inProgressAt,
        @Nullable Instant finalizingAt,
        @Nullable Instant completedAt,
        @Nullable Instant failedAt,
        @Nullable Instant expiredAt,
        @Nullable Instant cancellingAt,
        @Nullable Instant cancelledAt) {
    public static Times created(Instant at, @Nullable Instant expiresAt) {
        return new Times(at, expiresAt, null, null, null, null, null, null, null);
    }

    /** When it ended; null while it has not. */
    public @Nullable Instant endedAt() {
        return first(completedAt, first(failedAt, first(expiredAt, cancelledAt)));
    }

    private static @Nullable Instant first(@Nullable Instant one, @Nullable Instant other) {
        return one != null ? one : other;
    }
}
