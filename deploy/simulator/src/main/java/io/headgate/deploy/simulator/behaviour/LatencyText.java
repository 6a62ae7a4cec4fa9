package io.headgate.deploy.simulator.behaviour;

import java.util.List;

/**
 * The text form of a {@link Latency}: {@code instant}, {@code fixed:200ms}, {@code uniform:50ms..400ms},
 * {@code lognormal:300ms,0.6,5s} (median, sigma, max).
 */
public final class LatencyText {
    private LatencyText() {}

    /** Reads one latency. Throws {@link IllegalArgumentException} naming what was seen and what is allowed. */
    public static Latency parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String argument = colon < 0 ? "" : text.substring(colon + 1);
        return switch (name) {
            case "instant" -> new Latency.Instant();
            case "fixed" -> new Latency.Fixed(DurationText.parse(argument));
            case "uniform" -> {
                List<String> ends = split(text, argument, "\\.\\.", 2);
                yield new Latency.Uniform(DurationText.parse(ends.get(0)), DurationText.parse(ends.get(1)));
            }
            case "lognormal" -> {
                List<String> parts = split(text, argument, ",", 3);
                yield new Latency.LogNormal(
                        DurationText.parse(parts.get(0)), number(text, parts.get(1)), DurationText.parse(parts.get(2)));
            }
            default -> throw unreadable(text);
        };
    }

    /** Prints what {@link #parse} reads. */
    public static String print(Latency latency) {
        return switch (latency) {
            case Latency.Instant() -> "instant";
            case Latency.Fixed(var time) -> "fixed:" + DurationText.print(time);
            case Latency.Uniform(var least, var most) ->
                "uniform:" + DurationText.print(least) + ".." + DurationText.print(most);
            case Latency.LogNormal(var median, var sigma, var max) ->
                "lognormal:" + DurationText.print(median) + "," + sigma + "," + DurationText.print(max);
        };
    }

    private static List<String> split(String text, String argument, String by, int count) {
        List<String> parts = List.of(argument.split(by, -1));
        if (parts.size() != count) {
            throw unreadable(text);
        }
        return parts;
    }

    private static double number(String text, String part) {
        try {
            return Double.parseDouble(part.strip());
        } catch (NumberFormatException e) {
            throw unreadable(text);
        }
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException("latency '" + text
                + "': want instant, fixed:200ms, uniform:50ms..400ms or lognormal:300ms,0.6,5s (median, sigma, max)");
    }
}
