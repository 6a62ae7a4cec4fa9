package io.headgate.router.budget;

import io.headgate.schemas.catalog.Limit.Window;
import java.time.Duration;
import java.time.Instant;

/**
 * One window of one limit, for ever.
 *
 * @param opened when it began, as it was understood then: {@link Counter#opened()}
 */
public record WindowId(AccountId account, CounterKey key, Instant opened) {
    /** Windows of the same limit that began before it are over, and no orphaned call can be charged in them any more. */
    public Instant longOver(Instant now) {
        Duration longest = key.window() == Window.MONTH ? Duration.ofDays(32) : Duration.ofDays(2);
        return now.minus(PastWindow.KEPT).minus(longest);
    }
}
