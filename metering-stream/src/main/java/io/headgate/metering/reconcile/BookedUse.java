package io.headgate.metering.reconcile;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger has of one day and model.
 *
 * @param servedModel the model the provider said it used; null when it did not say
 * @param quantities as a bill counts them; cost in the bill's currency alone
 * @param unknown attempts and orphans whose end nobody learned: they may have been billed, and are in no quantity
 * @param upperBound the most these may have cost, in the bill's currency; null when at least one has no bound in it
 * @param suspects the attempts these are calls of, those that may have cost most first; no more than {@value #MOST_SUSPECTS}
 * @param unpriced attempts that used something of which no price is known: they are in all quantities but the cost
 */
public record BookedUse(
        LocalDate day,
        String providerModel,
        @Nullable String servedModel,
        Map<Quantity, BigDecimal> quantities,
        long unknown,
        @Nullable BigDecimal upperBound,
        List<Suspect> suspects,
        long unpriced) {
    /** More than anybody looks through. */
    public static final int MOST_SUSPECTS = 20;

    public BookedUse {
        suspects = List.copyOf(suspects);
        quantities = Map.copyOf(quantities);
    }
}
