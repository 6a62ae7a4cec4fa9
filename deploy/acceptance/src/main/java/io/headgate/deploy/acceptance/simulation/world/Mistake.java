package io.headgate.deploy.acceptance.simulation.world;

/** Mistakes that can be planted in how the machines are wired, to see that the judge finds them. */
public enum Mistake {
    /** Offsets are in force before the records of their transaction. */
    COMMIT_BEFORE_PRODUCE,
    /** A worker is not told that its partitions were lost, and its late offsets are taken. */
    STALE_ASSIGNMENT_COMMITTED,
    /** What is complete above a committed offset is forgotten by a restart. */
    COMPLETED_OFFSETS_FORGOTTEN,
    /** Records of aborted transactions are read. */
    ABORTED_RECORDS_READ,
    /** The router's memory of requests is empty after a crash. */
    REPEATS_FORGOTTEN,
    /** The router passes over every other attempt that is final. */
    SETTLE_SKIPPED,
    /** The router passes over every other attempt that continues. */
    CONTINUE_LOST,
    /** What a second attempt holds of its tenant's limits is not kept. */
    RESERVATION_NOT_RETAKEN,
    /** Increments are written, and a crash loses the offsets that belong to them. */
    INCREMENT_WITHOUT_OFFSET,
    /** The books take a batch, and a crash loses the position that belongs to it. */
    BOOKED_WITHOUT_POSITION
}
