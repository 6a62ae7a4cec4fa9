package io.headgate.metering.reconcile;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;

/**
 * A line of a provider's bill.
 *
 * @param day in UTC
 * @param model as the provider calls it; empty when the bill does not tell models apart
 * @param quantities tokens and requests in whole numbers, cost in the currency's unit
 */
public record BilledLine(LocalDate day, String model, Map<Quantity, BigDecimal> quantities) {
    public BilledLine {
        quantities = Map.copyOf(quantities);
    }
}
