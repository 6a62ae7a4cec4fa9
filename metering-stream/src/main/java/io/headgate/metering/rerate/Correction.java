package io.headgate.metering.rerate;

import io.headgate.schemas.money.Price;
import java.util.Currency;

/**
 * What is to be added to a row of the ledger.
 *
 * @param difference may be below zero; zero only where it gives a price to what had none
 * @param price what the row was rated at this time; plain
 * @param pricesUnpriced whether the row was unpriced until now
 */
public record Correction(
        LedgerKey corrects, Currency currency, Amounts difference, Price price, boolean pricesUnpriced) {}
