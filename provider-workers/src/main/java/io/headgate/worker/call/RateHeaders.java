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
 * resets are RFC 3339 instants. Anthropic counts input and output tokens apart as well: the one of which the least part is
 * left counts. What is absent or malformed is null. Pure.
 */
public final class RateHeaders {
    private static final Duration LONGEST = Duration.ofDays(1);
    /** Larger counts than any provider has; as many digits still fit a long. */
    private static final int MOST_DIGITS = 18;

    private RateHeaders() {}

    /** The headroom in these headers, whose names are in lower case. */
    public static Headroom read(Map<String, String> headers, Instant now) {
        Quota requests = openAi(headers, "requests");
        Quota tokens = openAi(headers, "tokens");
        Headroom read = new Headroom(
                requests == null ? anthropic(headers, "requests", now) : requests,
                tokens == null ? anthropicTokens(headers, now) : tokens);
        return read.equals(Headroom.NONE) ? Headroom.NONE : read;
    }

    private static @Nullable Quota openAi(Map<String, String> headers, String what) {
        Long remaining = count(headers.get("x-ratelimit-remaining-" + what));
        return remaining == null
                ? null
                : new Quota(
                        count(headers.get("x-ratelimit-limit-" + what)),
                        remaining,
                        duration(headers.get("x-ratelimit-reset-" + what)));
    }

    private static @Nullable Quota anthropic(Map<String, String> headers, String what, Instant now) {
        String name = "anthropic-ratelimit-" + what;
        Long remaining = count(headers.get(name + "-remaining"));
        return remaining == null
                ? null
                : new Quota(count(headers.get(name + "-limit")), remaining, until(headers.get(name + "-reset"), now));
    }

    private static @Nullable Quota anthropicTokens(Map<String, String> headers, Instant now) {
        Quota all = anthropic(headers, "tokens", now);
        Quota input = anthropic(headers, "input-tokens", now);
        Quota output = anthropic(headers, "output-tokens", now);
        Long limit = all == null ? sum(limit(input), limit(output)) : all.limit();
        return tighter(tighter(all, ofAll(input, limit)), ofAll(output, limit));
    }

    private static @Nullable Long limit(@Nullable Quota quota) {
        return quota == null ? null : quota.limit();
    }

    private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
        return one == null || other == null ? null : Long.valueOf(one + other);
    }

    /**
     * What is left of input or output tokens, as a part of all tokens: calls are counted by all that they take, and the
     * limit of the output alone would hold back every long prompt.
     *
     * @param limit of all tokens; null when nobody knows
     */
    private static @Nullable Quota ofAll(@Nullable Quota part, @Nullable Long limit) {
        Long own = limit(part);
        if (part == null || limit == null || own == null || own == 0) {
            return part == null ? null : new Quota(null, part.remaining(), part.resetIn());
        }
        double left = (double) part.remaining() * limit / own;
        return new Quota(limit, (long) Math.ceil(left), part.resetIn());
    }

    /** The one of which less is left; of two alike, the one that is refilled later. */
    private static @Nullable Quota tighter(@Nullable Quota one, @Nullable Quota other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        if (one.remaining() != other.remaining()) {
            return one.remaining() < other.remaining() ? one : other;
        }
        return reset(one).compareTo(reset(other)) >= 0 ? one : other;
    }

    private static Duration reset(Quota quota) {
        Duration reset = quota.resetIn();
        return reset == null ? Duration.ZERO : reset;
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
