package io.headgate.worker.edge;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the dispatches that a process holds weigh, those of all its loops together: taken, and not committed. Thread-safe.
 */
public final class HeldBytes {
    /** Of the heap: decoded they weigh some times as much. */
    private static final int HEAP_PART = 8;

    private final AtomicLong held = new AtomicLong();
    private final long most;

    /** As much as this process' heap allows. */
    public static HeldBytes ofThisHeap() {
        return new HeldBytes(Runtime.getRuntime().maxMemory() / HEAP_PART);
    }

    HeldBytes(long most) {
        this.most = most;
    }

    /** Whether another one may be taken, which may exceed it; critical ones may have a quarter more. */
    boolean free(boolean critical) {
        return held.get() < (critical ? most / 4 * 5 : most);
    }

    void add(long bytes) {
        held.addAndGet(bytes);
    }
}
