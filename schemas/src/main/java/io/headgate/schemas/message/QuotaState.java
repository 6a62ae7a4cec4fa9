package io.headgate.schemas.message;

import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How much of one limit is used in one window, as the router's own books have it.
 *
 * @param limit units of the measure; null when the catalogue has the limit no longer
 * @param zone where its days and months begin; null when the catalogue has the limit no longer
 * @param spent what was used, in units of the measure
 * @param reserved what open attempts hold, in units of the measure; 0 at rest
 * @param overshot the part of {@code spent} that attempts used beyond what they held
 * @param windowStart the epoch for what is limited at any moment
 * @param windowEnd exclusive; null for what is limited at any moment
 * @param at when it was so
 * @param sequence greater than in every earlier state of the tenant's limits
 */
public record QuotaState(
        Quota quota,
        @Nullable BigDecimal limit,
        @Nullable ZoneId zone,
        BigDecimal spent,
        BigDecimal reserved,
        BigDecimal overshot,
        Instant windowStart,
        @Nullable Instant windowEnd,
        Instant at,
        long sequence) {
    public QuotaState {
        Check.atLeast(0, spent.signum(), "quota state of %s: sign of spent", quota);
        Check.atLeast(0, reserved.signum(), "quota state of %s: sign of reserved", quota);
        if ((windowEnd == null) != (quota.window() == Window.NOW)) {
            throw new IllegalArgumentException(
                    "quota state of %s: seen window end %s, allowed none at any moment, and one else"
                            .formatted(quota, windowEnd));
        }
    }

    /**
     * Which limit it is: whose, on what, over what time. Its amount is not in it.
     *
     * @param project the one project it counts; null when it counts all
     * @param model the one model it counts; null when it counts all
     * @param currency of a cost, null otherwise
     */
    public record Quota(
            TenantId tenant,
            @Nullable String project,
            @Nullable ModelName model,
            Measure measure,
            Window window,
            @Nullable Currency currency) {
        /** The key of its records: {@code acme/cost/month/USD}, {@code acme/tokens/day/project/search}. */
        @Override
        public String toString() {
            return tenant + "/" + lower(measure) + "/" + lower(window)
                    + (currency == null ? "" : "/" + currency)
                    + (project == null ? "" : "/project/" + project)
                    + (model == null ? "" : "/model/" + model);
        }

        private static String lower(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
    }
}
