package io.headgate.metering.reconcile;

import java.util.Locale;

/** What a bill counts. Output is all of it, reasoning included: providers do not tell them apart there. */
public enum Quantity {
    REQUESTS,
    INPUT,
    CACHE_READ,
    CACHE_WRITE_5M,
    CACHE_WRITE_1H,
    OUTPUT,
    /** Money, in one currency. */
    COST;

    /** For people and programs: {@code cache_read}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
