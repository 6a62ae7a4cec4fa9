package io.headgate.schemas.catalog;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * One limit on what a tenant may use.
 *
 * @param amount units of {@code measure}; whole unless it is a cost
 * @param currency of a cost, null otherwise
 * @param zone where days and months begin
 * @param unpricedAllowed under a cost limit: whether models without a price may be used at all
 */
public record Limit(
        Measure measure,
        Window window,
        BigDecimal amount,
        @Nullable Currency currency,
        ZoneId zone,
        OnExceeded onExceeded,
        boolean unpricedAllowed) {
    /** What is limited. */
    public enum Measure {
        TOKENS,
        COST,
        REQUESTS,
        IN_FLIGHT
    }

    /** Over what time. */
    public enum Window {
        MINUTE,
        DAY,
        MONTH,
        /** At any moment: for {@link Measure#IN_FLIGHT}. */
        NOW
    }

    /** What happens to a request that would exceed it. */
    public enum OnExceeded {
        REJECT,
        WAIT
    }
}
