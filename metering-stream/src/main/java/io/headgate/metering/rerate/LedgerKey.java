package io.headgate.metering.rerate;

import java.time.Instant;

/** What a row of the ledger is found by: its time, and where its record came from. */
public record LedgerKey(Instant accountedAt, int partition, long offset) {}
