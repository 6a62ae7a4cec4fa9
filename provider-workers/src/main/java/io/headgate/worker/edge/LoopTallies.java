package io.headgate.worker.edge;

import io.headgate.worker.report.WorkerState.LoopCounts;
import java.util.concurrent.atomic.LongAdder;

/** What a provider's loop has met since the process began. Thread-safe. */
final class LoopTallies {
    /** Transactions committed. */
    final LongAdder committed = new LongAdder();
    /** Transactions aborted; their calls went into the next one. */
    final LongAdder aborted = new LongAdder();
    /** Producers replaced: fenced, or of a transaction whose end was unclear. */
    final LongAdder replaced = new LongAdder();
    /** Ends of calls that were dropped because their assignment was gone. */
    final LongAdder stale = new LongAdder();
    /** Commits whose metadata was not ours; reading began at their offset. */
    final LongAdder unreadableMetadata = new LongAdder();
    /** Sessions that broke and were begun again. */
    final LongAdder broken = new LongAdder();

    /** As of now, for those who look. */
    LoopCounts counts() {
        return new LoopCounts(
                committed.sum(), aborted.sum(), replaced.sum(), stale.sum(), unreadableMetadata.sum(), broken.sum());
    }
}
