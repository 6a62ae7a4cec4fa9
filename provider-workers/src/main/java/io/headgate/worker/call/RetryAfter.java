package io.headgate.worker.call;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a provider asks to wait: {@code retry-after-ms}, else {@code retry-after} in seconds (perhaps a fraction) or
 * as an HTTP date (RFC 9110, 10.2.3). A date in the past is no wait; what is longer than a day counts as a day.
 */
public final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d{0,9})?");

    private RetryAfter() {}

    /** The wait in a reply's headers, whose names are in lower case; null when there is none that can be read. */
    public static @Nullable Duration read(Map<String, String> headers, Instant now) {
        Duration millis = number(headers.get("retry-after-ms"), 6);
        if (millis != null) {
            return millis;
        }
        String text = headers.get("retry-after");
        Duration seconds = number(text, 9);
        return seconds != null || text == null ? seconds : date(text.strip(), now);
    }

    private static @Nullable Duration number(@Nullable String text, int nanosExponent) {
        if (text == null || !NUMBER.matcher(text.strip()).matches()) {
            return null;
        }
        BigDecimal nanos = new BigDecimal(text.strip()).movePointRight(nanosExponent);
        return nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0
                ? LONGEST
                : Duration.ofNanos(nanos.setScale(0, RoundingMode.CEILING).longValueExact());
    }

    private static @Nullable Duration date(String text, Instant now) {
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                    .toInstant();
            Duration wait = Duration.between(now, until);
            if (wait.isNegative()) {
                return Duration.ZERO;
            }
            return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        } catch (DateTimeException | ArithmeticException notADate) {
            return null;
        }
    }
}
