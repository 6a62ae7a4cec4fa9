package io.headgate.worker.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider that refused says about another try.
 *
 * @param after how long to wait; null when it did not say
 * @param shouldRetry {@code x-should-retry}: whether the same call may be tried again there; null when it did not say
 */
public record RetryAdvice(
        @Nullable Duration after, @Nullable Boolean shouldRetry) {
    public static final RetryAdvice NONE = new RetryAdvice(null, null);

    /** The advice in these headers, whose names are in lower case. */
    public static RetryAdvice read(Map<String, String> headers, Instant now) {
        return new RetryAdvice(RetryAfter.read(headers, now), shouldRetry(headers.getOrDefault("x-should-retry", "")));
    }

    private static @Nullable Boolean shouldRetry(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> null;
        };
    }
}
