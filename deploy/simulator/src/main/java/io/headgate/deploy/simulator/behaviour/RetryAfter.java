package io.headgate.deploy.simulator.behaviour;

import java.time.Duration;

/** How long a client is told to wait, and in which form it is told. */
public record RetryAfter(Form form, Duration time) {
    /** The forms in use. */
    public enum Form {
        /** {@code Retry-After: 3}, rounded up. */
        SECONDS("retry-after"),
        /** {@code Retry-After: Sun, 06 Nov 1994 08:49:37 GMT}, rounded up to a second. */
        DATE("retry-after-date"),
        /** The same form, so long ago: there is nothing to wait for. */
        PAST_DATE("retry-after-past"),
        /** {@code retry-after-ms: 2500}. */
        MILLISECONDS("retry-after-ms"),
        /** In the error body, where the format has a place for it: Google's {@code RetryInfo}. */
        BODY("retry-info");

        private final String text;

        Form(String text) {
            this.text = text;
        }

        /** Its name in a fault's text. */
        String text() {
            return text;
        }
    }

    public RetryAfter {
        if (time.isNegative()) {
            throw new IllegalArgumentException("retry-after " + time + ": want 0 or more");
        }
    }
}
