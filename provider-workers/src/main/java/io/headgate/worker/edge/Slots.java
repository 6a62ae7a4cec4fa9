package io.headgate.worker.edge;

import java.util.function.IntSupplier;

/**
 * How many dispatches the loop may hold: those it may call at once, and a few more, so that those whose endpoint or model
 * cannot be called now do not stand in the way of others. Critical ones have slots of their own. Belongs to the loop's
 * thread.
 */
final class Slots {
    /** Each costs a parked virtual thread and its own bytes. */
    static final int WAITING_ROOM = 1_000;

    private final IntSupplier maxInFlight;
    private final long maxBytes;
    private final int[] held = new int[2];
    private final long[] bytes = new long[2];

    /**
     * @param maxInFlight calls under way at once; asked again each time
     * @param maxBytes that the held dispatches of a kind may weigh together; one may exceed it alone
     */
    Slots(IntSupplier maxInFlight, long maxBytes) {
        this.maxInFlight = maxInFlight;
        this.maxBytes = maxBytes;
    }

    /** Whether another one may be taken. */
    boolean free(boolean critical) {
        int kind = kind(critical);
        return held[kind] < maxInFlight.getAsInt() + WAITING_ROOM && bytes[kind] < maxBytes;
    }

    void take(Handling handling) {
        int kind = kind(handling.held.critical);
        held[kind]++;
        bytes[kind] += handling.bytes();
    }

    void release(Handling handling) {
        int kind = kind(handling.held.critical);
        held[kind]--;
        bytes[kind] -= handling.bytes();
    }

    private static int kind(boolean critical) {
        return critical ? 1 : 0;
    }
}
