package io.headgate.api.access;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A moment as people write it. */
public final class Expiry {
    public static final String ALLOWED = "an ISO 8601 instant, or a duration from now on as P90D or PT24H";

    private Expiry() {}

    /** Empty when it is neither an instant nor a duration. */
    public static Optional<Instant> parse(String text, Instant now) {
        try {
            return Optional.of(text.startsWith("P") ? now.plus(Duration.parse(text)) : Instant.parse(text));
        } catch (DateTimeException | ArithmeticException neither) {
            return Optional.empty();
        }
    }
}
