package io.headgate.api.batches;

import java.util.Locale;

/** Why a batch ends before all of its lines have. */
public enum StopCause {
    /** Its completion window is over. */
    EXPIRED,
    /** Somebody asked for it. */
    CANCELLED;

    /** As it is written in the table; also the state of the lines that it ends. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The code of such a line in the error file. */
    public String code() {
        return "batch_" + wireName();
    }
}
