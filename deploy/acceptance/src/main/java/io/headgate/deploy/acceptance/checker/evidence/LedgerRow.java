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
        long offset) {
    /** What a row is about. */
    public enum Kind {
        ATTEMPT,
        CORRECTION,
        ORPHAN
    }
}
