package io.headgate.metering.rerate;

import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.money.Usage;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;

/**
 * An attempt as the books have it.
 *
 * @param pricedAt the moment whose price it is billed at: when it was dispatched, or when it started where the books do not
 *     say
 * @param usage nothing where nothing is known to have been used
 * @param mayBeMore whether it may have been billed for more than anybody knows: its end is not known, nor what it used
 * @param booked what it costs by currency, its corrections added up; empty when it is unpriced
 */
public record BookedAttempt(
        LedgerKey key,
        Instant pricedAt,
        ModelName model,
        Usage usage,
        boolean mayBeMore,
        Map<Currency, Amounts> booked) {
    public BookedAttempt {
        booked = Map.copyOf(booked);
    }
}
