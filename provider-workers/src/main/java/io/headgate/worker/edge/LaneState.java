package io.headgate.worker.edge;

/** What a lane's loop last told of itself. Written by its thread, read by any. */
final class LaneState {
    /** Whether it has an assignment and polls. */
    volatile boolean ready;
    /** Dispatches that stand unread in its partitions, as of a second ago or so. */
    volatile long unread;

    volatile Share share = Share.NONE;
}
