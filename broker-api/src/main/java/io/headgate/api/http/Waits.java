package io.headgate.api.http;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a client wants to wait, as it writes it: {@code 10s}, {@code 500ms}. */
final class Waits {
    static final String ALLOWED = "0s to 30s, for example 10s or 500ms";

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Pattern WAIT = Pattern.compile("(\\d{1,5})(s|ms)");

    private Waits() {}

    /** Empty when it is no duration, or too long a one. */
    static Optional<Duration> parse(String text) {
        Matcher matcher = WAIT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        Duration wait = matcher.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
        return wait.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(wait);
    }
}
