package io.headgate.metering.reconcile;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger has of one day and model.
 *
 * @param servedModel the model the provider said it used; null when it did not say
 * @param quantities as a bill counts them; cost in the bill's currency alone
 * @param unknown attempts and orphans whose end nobody learned: they may have been billed, and are in no quantity
 * @param upperBound the most these may have cost, in the bill's currency; null when at least one has no bound in it
 */
public record BookedUse(
        LocalDate day,
        String providerModel,
        @Nullable String servedModel,
        Map<Quantity, BigDecimal> quantities,
        long unknown,
        @Nullable BigDecimal upperBound) {
    public BookedUse {
        quantities = Map.copyOf(quantities);
    }
}
