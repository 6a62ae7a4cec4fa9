package io.headgate.deploy.acceptance.checker.evidence;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A row of the books' ledger.
 *
 * @param attempt the attempt's name
 * @param model the catalogue's name of it
 * @param startedAt in milliseconds since the epoch
 * @param month the month (UTC) it counts in: {@code 2026-11}
 * @param cost exact; null when unpriced
 * @param currency of the cost; null when unpriced
 * @param partition of the record it was made of; -1 of a correction
 * @param boundIn the currency of the most that an attempt of unknown fate can have cost; null of any other row
 * @param dispatchedAt when the attempt was dispatched, in milliseconds since the epoch; null when the books do not say
 */
public record LedgerRow(
        Kind kind,
        Key attempt,
        String model,
        long startedAt,
        String month,
        Usage usage,
        @Nullable BigDecimal cost,
        @Nullable String currency,
        int partition,
        long offset,
        @Nullable String boundIn,
        @Nullable Long dispatchedAt) {
    /** A row of which it is known what it used, and not when it was dispatched. */
    public LedgerRow(
            Kind kind,
            Key attempt,
            String model,
            long startedAt,
            String month,
            Usage usage,
            @Nullable BigDecimal cost,
            @Nullable String currency,
            int partition,
            long offset) {
        this(kind, attempt, model, startedAt, month, usage, cost, currency, partition, offset, null, null);
    }

    /** The currency of the line it stands on in the rollups; empty for what is unpriced. */
    public String standsIn() {
        if (currency != null) {
            return currency;
        }
        return boundIn == null ? "" : boundIn;
    }

    /** What a row is about. */
    public enum Kind {
        ATTEMPT,
        CORRECTION,
        ORPHAN
    }
}
