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
    public Limit {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("limit: seen %s, allowed 0 or more".formatted(amount.toPlainString()));
        }
        if ((measure == Measure.COST) != (currency != null)) {
            throw new IllegalArgumentException(
                    "limit on %s: seen currency %s, allowed one on a cost only, and there needed"
                            .formatted(measure, currency));
        }
        if ((measure == Measure.IN_FLIGHT) != (window == Window.NOW)) {
            throw new IllegalArgumentException(
                    "limit on %s: seen window %s, allowed NOW on IN_FLIGHT only, and no other there"
                            .formatted(measure, window));
        }
    }

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
