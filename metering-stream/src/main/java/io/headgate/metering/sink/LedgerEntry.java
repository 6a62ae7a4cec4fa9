package io.headgate.metering.sink;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;

/**
 * A row of the ledger that is written out, and where it belongs. A batch is thousands of them: the attempts themselves are
 * many times as large, and are not kept.
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares entries, and nobody writes to the bytes
record LedgerEntry(Instant accountedAt, int partition, long offset, byte[] row) {
    /** The order of the ledger's key: all writers keep to it. */
    static final Comparator<LedgerEntry> BY_KEY = Comparator.comparing(LedgerEntry::accountedAt)
            .thenComparingInt(LedgerEntry::partition)
            .thenComparingLong(LedgerEntry::offset);

    /** The month (UTC) it counts in. */
    YearMonth month() {
        return YearMonth.from(accountedAt.atOffset(ZoneOffset.UTC));
    }
}
