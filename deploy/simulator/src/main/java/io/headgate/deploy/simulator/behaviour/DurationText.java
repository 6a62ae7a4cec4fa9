package io.headgate.deploy.simulator.behaviour;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 250us}, {@code 40ms}, {@code 2s}, {@code 5m}; whole numbers only. */
public final class DurationText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})(us|ms|s|m)");

    private DurationText() {}

    /** Reads one duration. Throws {@link IllegalArgumentException} on any other form. */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "duration '" + text + "': want a whole number and us, ms, s or m, as in 250ms");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "us" -> Duration.ofNanos(Math.multiplyExact(amount, 1_000L));
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    /** Prints in the largest unit that loses nothing above a microsecond. */
    public static String print(Duration duration) {
        long micros = duration.toNanos() / 1_000;
        if (micros % 1_000 != 0) {
            return micros + "us";
        }
        long millis = micros / 1_000;
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }
}
