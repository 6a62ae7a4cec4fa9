package io.headgate.worker.edge;

import java.util.concurrent.atomic.LongAdder;

/** What a provider's loop has met since the process began. Thread-safe. */
public final class LoopCounts {
    /** Transactions committed. */
    public final LongAdder committed = new LongAdder();
    /** Transactions aborted; their calls went into the next one. */
    public final LongAdder aborted = new LongAdder();
    /** Producers replaced: fenced, or of a transaction whose end was unclear. */
    public final LongAdder replaced = new LongAdder();
    /** Ends of calls that were dropped because their assignment was gone. */
    public final LongAdder stale = new LongAdder();
    /** Commits whose metadata was not ours; reading began at their offset. */
    public final LongAdder unreadableMetadata = new LongAdder();
    /** Sessions that broke and were begun again. */
    public final LongAdder broken = new LongAdder();
}
