package io.headgate.api.batches;

import java.util.Locale;

/** Where a batch stands, in OpenAI's words. */
public enum BatchStatus {
    /** Its input is being checked. */
    VALIDATING,
    /** Its input was not valid: none of it was sent. */
    FAILED,
    IN_PROGRESS,
    /** Its files are being written. */
    FINALIZING,
    COMPLETED,
    /** Its time was over before all of it had ended. */
    EXPIRED,
    CANCELLING,
    CANCELLED;

    public boolean isTerminal() {
        return switch (this) {
            case FAILED, COMPLETED, EXPIRED, CANCELLED -> true;
            case VALIDATING, IN_PROGRESS, FINALIZING, CANCELLING -> false;
        };
    }

    /** As it is written in JSON and in the table. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for a word that is none */
    public static BatchStatus ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
