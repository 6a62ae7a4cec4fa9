package io.headgate.worker.edge;

import java.util.Collection;

/**
 * Nothing is fetched behind a backlog that is long enough: what cannot be taken stays in Kafka. All partitions stop and go
 * on together: a fetch of those alone that have nothing would keep the broker waiting, and the others with it. Belongs to
 * the loop's thread.
 */
final class Backpressure {
    /** Calls that take equally long end together, and then thousands are taken at once: a fetch brings about a thousand. */
    private static final int LONG_BACKLOG = 4_000;

    private static final long LARGE_BACKLOG_BYTES = 8 << 20;

    private final Assignment assignment;

    Backpressure(Assignment assignment) {
        this.assignment = assignment;
    }

    /** @param stopping whether nothing more is to be taken at all */
    void apply(boolean stopping) {
        boolean enough = stopping || isEnough(assignment.all());
        for (HeldPartition held : assignment.all()) {
            assignment.setPaused(held, enough || held.hasLongBacklog());
        }
    }

    /** Of what could be taken: partitions that wait for room in their ledgers say nothing of the others. */
    private static boolean isEnough(Collection<HeldPartition> partitions) {
        int records = 0;
        long bytes = 0;
        for (HeldPartition held : partitions) {
            if (held.next() != null) {
                records += held.backlog.size();
                bytes += held.backlogBytes();
            }
        }
        return records >= LONG_BACKLOG || bytes >= LARGE_BACKLOG_BYTES;
    }
}
