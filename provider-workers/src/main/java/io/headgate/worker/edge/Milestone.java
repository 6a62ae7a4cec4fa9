package io.headgate.worker.edge;

/** The moments in the way of a dispatch between which a crash makes a difference; what the fault tests kill at. */
public enum Milestone {
    /** It is in the ledger, and its thread has not begun. */
    TAKEN,
    /** Its intent is acknowledged, and the call begins. */
    CALLING,
    /** The call has ended, and nothing of it is written. */
    ANSWERED,
    /** Its records and offsets are in an open transaction. */
    WRITTEN,
    /** The transaction is committed, and the loop does not know yet. */
    COMMITTED;

    /** Told of each; must be quick and thread-safe. */
    @FunctionalInterface
    public interface Listener {
        Listener NONE = _ -> {};

        void reached(Milestone milestone);
    }
}
