package io.headgate.metering.repair;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a rollup lacks of what the ledger has, on one day of one tenant.
 *
 * @param rollup the table
 * @param day of {@code rollup_month} the first day of the month
 * @param currency null on that of attempts without a price
 * @param attempts 0 or more
 * @param cost in currency; null where nothing has a price
 */
public record Finding(
        String rollup,
        LocalDate day,
        String tenant,
        @Nullable String currency,
        long attempts,
        @Nullable BigDecimal cost) {}
