package io.headgate.api.lookup;

import io.headgate.schemas.id.TenantId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of a tenant's requests a list shows, the newest first; a filter that is null, or no tag, lets all pass.
 *
 * @param status {@code accepted, waiting, completed, failed}
 * @param alias what the client called for
 * @param tags that it must have, with their values
 * @param failureCode as in {@code failure.code}
 * @param from accepted then or later
 * @param to accepted before then
 * @param after the last of the page before
 * @param limit of a page
 */
public record ListQuery(
        TenantId tenant,
        @Nullable String status,
        @Nullable String alias,
        @Nullable String provider,
        @Nullable String model,
        @Nullable String user,
        @Nullable String failureCode,
        Map<String, String> tags,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable ListCursor after,
        int limit) {
    public static final int MOST = 100;
    public static final int USUAL = 20;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** Whether a time can be asked for: years 1 to 9999, which Java and Postgres agree on. */
    public static boolean isAskable(Instant time) {
        return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
    }

    public ListQuery {
        tags = Map.copyOf(tags);
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit: seen %d, allowed 1 to %d".formatted(limit, MOST));
        }
    }
}
