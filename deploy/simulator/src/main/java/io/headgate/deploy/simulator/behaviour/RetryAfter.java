package io.headgate.deploy.simulator.behaviour;

import java.time.Duration;

/** How long a client is told to wait, and in which header form it is told. */
public record RetryAfter(Form form, Duration time) {
    /** The forms in use. */
    public enum Form {
        /** {@code Retry-After: 3}, rounded up. */
        SECONDS,
        /** {@code Retry-After: Sun, 06 Nov 1994 08:49:37 GMT}, rounded up to a second. */
        DATE,
        /** {@code retry-after-ms: 2500}. */
        MILLISECONDS
    }

    public RetryAfter {
        if (time.isNegative()) {
            throw new IllegalArgumentException("retry-after " + time + ": want 0 or more");
        }
    }
}
