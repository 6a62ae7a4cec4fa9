package io.headgate.worker.call;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a provider asks to wait: {@code retry-after-ms}, else {@code retry-after} in seconds (perhaps a fraction) or
 * as an HTTP date (RFC 9110, 10.2.3), in its obsolete forms too. A date in the past is no wait; what is longer than a
 * day counts as a day.
 */
public final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d{0,9})?");

    /** {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
    private static final DateTimeFormatter RFC_1123 = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);
    /** {@code Sun Nov  6 08:49:37 1994}, which is UTC. */
    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.US).withZone(ZoneOffset.UTC);

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
        for (DateTimeFormatter form : List.of(RFC_1123, rfc850(now), ASCTIME)) {
            try {
                return bounded(Duration.between(now, form.parse(text, Instant::from)));
            } catch (DateTimeException | ArithmeticException notThisForm) {
                continue;
            }
        }
        return null;
    }

    /** {@code Sunday, 06-Nov-94 08:49:37 GMT}; a year more than 50 years ahead is the past one (RFC 9110, 5.6.7). */
    private static DateTimeFormatter rfc850(Instant now) {
        int thisYear = now.atOffset(ZoneOffset.UTC).getYear();
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, thisYear - 49)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.US)
                .withZone(ZoneOffset.UTC);
    }

    /** Zero to a day. */
    public static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
