package io.headgate.api.replay;

import io.headgate.schemas.id.TenantId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A replay that was ordered.
 *
 * @param orderedBy the caller's name
 * @param filter as JSON, in the names of the API
 * @param perSecond the most that are sent in a second
 * @param endedAt null while it runs
 */
public record Replay(
        ReplayId id,
        TenantId tenant,
        Instant orderedAt,
        String orderedBy,
        String filter,
        Overrides overrides,
        int perSecond,
        State state,
        @Nullable Instant endedAt) {
    /** Where a replay stands. */
    public enum State {
        RUNNING,
        /** All that could be sent has been; that says nothing of how it ends. */
        COMPLETED,
        /** What had not been sent by then will not be; what had goes on. */
        CANCELLED;

        /** As it is written in JSON and in the table. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
