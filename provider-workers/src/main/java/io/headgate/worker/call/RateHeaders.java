package io.headgate.worker.call;

import io.headgate.worker.call.Headroom.Quota;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads rate headroom from a reply's headers: OpenAI's {@code x-ratelimit-remaining-requests} and its like, whose resets
 * are durations ({@code 6m0s}, {@code 88ms}), and Anthropic's {@code anthropic-ratelimit-requests-remaining}, whose
 * resets are RFC 3339 instants. What is absent or malformed is null. Pure.
 */
public final class RateHeaders {
    private static final Duration LONGEST = Duration.ofDays(1);
    /** Larger counts than any provider has; as many digits still fit a long. */
    private static final int MOST_DIGITS = 18;

    private RateHeaders() {}

    /** The headroom in these headers, whose names are in lower case. */
    public static Headroom read(Map<String, String> headers, Instant now) {
        Quota requests = quota(headers, "requests", now);
        Quota tokens = quota(headers, "tokens", now);
        return requests == null && tokens == null ? Headroom.NONE : new Headroom(requests, tokens);
    }

    private static @Nullable Quota quota(Map<String, String> headers, String what, Instant now) {
        Long openAi = count(headers.get("x-ratelimit-remaining-" + what));
        if (openAi != null) {
            Duration reset = duration(headers.get("x-ratelimit-reset-" + what));
            return new Quota(count(headers.get("x-ratelimit-limit-" + what)), openAi, reset);
        }
        String anthropic = "anthropic-ratelimit-" + what;
        Long remaining = count(headers.get(anthropic + "-remaining"));
        return remaining == null
                ? null
                : new Quota(
                        count(headers.get(anthropic + "-limit")),
                        remaining,
                        until(headers.get(anthropic + "-reset"), now));
    }

    private static @Nullable Long count(@Nullable String text) {
        String digits = text == null ? "" : text.strip();
        boolean readable = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(RateHeaders::isDigit);
        return readable ? Long.valueOf(digits) : null;
    }

    /** Numbers, perhaps with a fraction, each with its unit: {@code 1h2m3.5s}. */
    private static @Nullable Duration duration(@Nullable String text) {
        String rest = text == null ? "" : text.strip();
        if (rest.isEmpty()) {
            return null;
        }
        double nanos = 0;
        int at = 0;
        while (at < rest.length()) {
            int unitAt = skip(rest, at, true);
            int nextAt = skip(rest, unitAt, false);
            double number = number(rest.substring(at, unitAt));
            double unit = nanosOf(rest.substring(unitAt, nextAt));
            if (!(number >= 0) || !(unit > 0)) {
                return null;
            }
            nanos += number * unit;
            at = nextAt;
        }
        return nanos >= LONGEST.toNanos() ? LONGEST : Duration.ofNanos((long) Math.ceil(nanos));
    }

    /** The end of the run of number (or other) characters that begins here. */
    private static int skip(String text, int from, boolean ofNumber) {
        int at = from;
        while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.') == ofNumber) {
            at++;
        }
        return at;
    }

    /** NaN for what is no number. */
    private static double number(String text) {
        boolean readable = !text.isEmpty()
                && text.length() <= MOST_DIGITS
                && isDigit(text.charAt(0))
                && text.indexOf('.') == text.lastIndexOf('.');
        return readable ? Double.parseDouble(text) : Double.NaN;
    }

    /** NaN for what is no unit. */
    private static double nanosOf(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs", "μs" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            case "h" -> 3600e9;
            case "d" -> 86_400e9;
            default -> Double.NaN;
        };
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static @Nullable Duration until(@Nullable String text, Instant now) {
        if (text == null) {
            return null;
        }
        try {
            Duration left =
                    Duration.between(now, OffsetDateTime.parse(text.strip()).toInstant());
            if (left.isNegative()) {
                return Duration.ZERO;
            }
            return left.compareTo(LONGEST) > 0 ? LONGEST : left;
        } catch (DateTimeException | ArithmeticException notAnInstant) {
            return null;
        }
    }
}
