package io.headgate.metering.sink;

import java.util.concurrent.atomic.AtomicLong;

/** Attempts that the stream read again, and the rollups did not add: since the process began. Thread-safe. */
public final class Replays {
    private final AtomicLong known = new AtomicLong();
    private final AtomicLong unclear = new AtomicLong();

    /** Adds what one batch had. */
    public void add(long knownAttempts, long unclearAttempts) {
        known.addAndGet(knownAttempts);
        unclear.addAndGet(unclearAttempts);
    }

    /** How many the rollups had. */
    public long known() {
        return known.get();
    }

    /** How many were summed up with such: some of them the rollups lack, until they are repaired by the ledger. */
    public long unclear() {
        return unclear.get();
    }
}
