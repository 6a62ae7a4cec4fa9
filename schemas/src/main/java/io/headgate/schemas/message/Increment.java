package io.headgate.schemas.message;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.money.Meter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be added to one line of the rollups. Each attempt is in exactly one increment.
 *
 * @param line the line it is added to
 * @param attempts how many attempts it sums up
 * @param completed how many of them completed
 * @param unpriced how many of them have no known price
 * @param estimated how many of them have estimated usage
 * @param quantities units by meter
 * @param amount cost of the priced ones; null when none was priced
 */
public record Increment(
        Line line,
        long attempts,
        long completed,
        long unpriced,
        long estimated,
        Map<Meter, Long> quantities,
        @Nullable BigDecimal amount) {
    public Increment {
        quantities = Map.copyOf(quantities);
    }

    /**
     * The line of the rollups: one per tenant, project, alias, target, currency and minute.
     *
     * @param project the tag {@code project}; empty when there is none
     * @param minute the minute (UTC) the attempts started in
     * @param currency null on the line of unpriced attempts
     */
    public record Line(
            TenantId tenant,
            String project,
            Alias alias,
            Target target,
            Instant minute,
            @Nullable Currency currency) {}
}
