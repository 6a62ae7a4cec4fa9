package io.headgate.deploy.acceptance.simulation.log;

/** What may go wrong between a client and the log, and the mistakes that can be planted there. */
public interface Faults {
    /** How many records a fetch brings of one partition, at most; 0 for a fetch that comes back empty. */
    int fetched();

    /** How the next commit goes. */
    CommitFault commit();

    /** Called where a process may die in the middle of a transaction. */
    void mayDie();

    /** A mistake where it is not so: whether a member that was thought gone is told that its partitions are lost. */
    boolean tellsOfLostPartitions();

    /** A mistake where it is so: whether records of aborted transactions are read. */
    boolean readsAborted();

    /** A mistake where it is so: whether offsets are in force before the transaction that they are of is committed. */
    boolean commitsOffsetsFirst();

    /** A mistake where it is not so: whether the coordinator refuses offsets of an earlier generation. */
    boolean refusesStaleOffsets();

    /** A mistake where it is not so: whether what a commit says beside its offset is kept. */
    boolean keepsMetadata();

    /** How a commit goes. */
    enum CommitFault {
        NONE,
        /** It is refused, and nothing of it is seen. */
        ABORTED,
        /** It is done, and the answer is lost. */
        DONE_UNHEARD,
        /** It never arrives, and no answer comes. */
        NOT_DONE_UNHEARD
    }
}
