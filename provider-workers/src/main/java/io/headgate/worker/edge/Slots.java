package io.headgate.worker.edge;

import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * How many dispatches a loop may hold: those it may call at once, and some more, so that those whose endpoint or model
 * cannot be called now do not stand in the way of others. While calls flow a few more are enough: whoever is behind them
 * comes up in a moment, and each that waits costs a parked virtual thread and its own bytes. Belongs to the loop's thread.
 */
final class Slots {
    /** When somebody has been held up. */
    static final int WAITING_ROOM = 1_000;
    /** Of the calls at once, while nobody is; enough to have a next one at hand for each that ends. */
    private static final int AHEAD_PART = 8;

    private static final int LEAST_AHEAD = 64;

    private final IntSupplier maxInFlight;
    private final BooleanSupplier heldUp;
    private final HeldBytes bytes;
    private final boolean critical;
    private int most;
    private int held;
    private long ownBytes;

    /**
     * @param maxInFlight calls under way at once; asked again each time
     * @param heldUp whether a dispatch has been waiting for its turn for long
     * @param bytes shared with other loops
     */
    Slots(IntSupplier maxInFlight, BooleanSupplier heldUp, HeldBytes bytes, boolean critical) {
        this.maxInFlight = maxInFlight;
        this.heldUp = heldUp;
        this.bytes = bytes;
        this.critical = critical;
    }

    /** Looks anew how many may be held; once for many that are taken. */
    void look() {
        int calls = maxInFlight.getAsInt();
        most = calls + (heldUp.getAsBoolean() ? WAITING_ROOM : Math.max(LEAST_AHEAD, calls / AHEAD_PART));
    }

    /** Whether another one may be taken. A loop that holds nothing may always: others' weight must not stop it for good. */
    boolean free() {
        return held == 0 || (held < most && bytes.free(critical));
    }

    void take(Handling handling) {
        count(handling, 1);
    }

    void release(Handling handling) {
        count(handling, -1);
    }

    private void count(Handling handling, int by) {
        held += by;
        ownBytes += by * (long) handling.bytes();
        bytes.add(by * (long) handling.bytes());
    }

    /** Gives back all that is still taken. */
    void close() {
        bytes.add(-ownBytes);
        ownBytes = 0;
    }
}
