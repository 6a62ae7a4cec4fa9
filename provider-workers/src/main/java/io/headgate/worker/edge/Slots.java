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
    private final HeldBytes bytes;
    private final int[] held = new int[2];
    private long ownBytes;

    /**
     * @param maxInFlight calls under way at once; asked again each time
     * @param bytes shared with other loops
     */
    Slots(IntSupplier maxInFlight, HeldBytes bytes) {
        this.maxInFlight = maxInFlight;
        this.bytes = bytes;
    }

    /** Whether another one may be taken. A loop that holds nothing may always: others' weight must not stop it for good. */
    boolean free(boolean critical) {
        int ofKind = held[kind(critical)];
        return ofKind == 0 || (ofKind < maxInFlight.getAsInt() + WAITING_ROOM && bytes.free(critical));
    }

    void take(Handling handling) {
        count(handling, 1);
    }

    void release(Handling handling) {
        count(handling, -1);
    }

    private void count(Handling handling, int by) {
        held[kind(handling.held.critical)] += by;
        ownBytes += by * (long) handling.bytes();
        bytes.add(by * (long) handling.bytes());
    }

    /** Gives back all that is still taken. */
    void close() {
        bytes.add(-ownBytes);
        ownBytes = 0;
    }

    private static int kind(boolean critical) {
        return critical ? 1 : 0;
    }
}
