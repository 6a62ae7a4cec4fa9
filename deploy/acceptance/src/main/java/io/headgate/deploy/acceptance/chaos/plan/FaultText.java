package io.headgate.deploy.acceptance.chaos.plan;

import io.headgate.deploy.acceptance.cluster.Disturbance;
import io.headgate.deploy.acceptance.cluster.Kind;
import io.headgate.deploy.simulator.behaviour.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The text form of a {@link Fault}: words with a space between. */
public final class FaultText {
    /** All forms, for messages to people. */
    public static final String FORMS = "kill worker-1 back 2s, kill-at worker-1 WRITTEN 3, freeze router-1 9s,"
            + " rolling-restart worker, postgres restart|terminate|crash,"
            + " proxy kafka-1 delay:200ms|reset|black-hole|half-close 6s, proxy worker-1~kafka-1 black-hole 6s,"
            + " provider swift status:503 100% 6s,"
            + " duplicates 20, hostile 10, catalogue swift,steady, clock worker-1 +20s";

    private static final String BLACK_HOLE = "black-hole";
    private static final String HALF_CLOSE = "half-close";
    private static final String RESET = "reset";
    private static final String DELAY = "delay:";
    private static final String NONE = "none";

    private FaultText() {}

    /** Prints what {@link #parse} reads back as an equal fault. */
    public static String print(Fault fault) {
        return switch (fault) {
            case Fault.Kill(var process, var back) -> "kill %s back %s".formatted(process, DurationText.print(back));
            case Fault.KillAt(var process, var milestone, var hit) ->
                "kill-at %s %s %d".formatted(process, milestone, hit);
            case Fault.Freeze(var process, var time) -> "freeze %s %s".formatted(process, DurationText.print(time));
            case Fault.RollingRestart(var kind) -> "rolling-restart " + kind.text();
            case Fault.Postgres(var mishap) -> "postgres " + mishap.name().toLowerCase(Locale.ROOT);
            case Fault.Disturb(var way, var disturbance, var time) ->
                "proxy %s %s %s".formatted(way, print(disturbance), DurationText.print(time));
            case Fault.Misbehave(var provider, var played, var percent, var time) ->
                "provider %s %s %d%% %s".formatted(provider, played, percent, DurationText.print(time));
            case Fault.Duplicates(var count) -> "duplicates " + count;
            case Fault.Hostile(var count) -> "hostile " + count;
            case Fault.Catalogue(var providers) -> "catalogue " + String.join(",", providers);
            case Fault.StepClock(var process, var by) ->
                "clock %s %s%s".formatted(process, by.isNegative() ? "-" : "+", DurationText.print(by.abs()));
        };
    }

    private static String print(Disturbance disturbance) {
        return switch (disturbance) {
            case Disturbance.Delay(var by) -> DELAY + DurationText.print(by);
            case Disturbance.Reset() -> RESET;
            case Disturbance.BlackHole() -> BLACK_HOLE;
            case Disturbance.HalfClose() -> HALF_CLOSE;
            case Disturbance.None() -> NONE;
        };
    }

    /**
     * Reads one fault.
     *
     * @throws IllegalArgumentException naming what was seen and what is allowed
     */
    public static Fault parse(String text) {
        String[] words = text.strip().split(" +");
        try {
            return parse(words);
        } catch (ArrayIndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "fault '%s' is unknown or malformed; allowed: %s".formatted(text, FORMS), e);
        }
    }

    private static Fault parse(String[] words) {
        return switch (words[0]) {
            case "kill" -> new Fault.Kill(words[1], DurationText.parse(words[3]));
            case "kill-at" -> new Fault.KillAt(words[1], words[2], Integer.parseInt(words[3]));
            case "freeze" -> new Fault.Freeze(words[1], DurationText.parse(words[2]));
            case "rolling-restart" -> new Fault.RollingRestart(Kind.valueOf(words[1].toUpperCase(Locale.ROOT)));
            case "postgres" -> new Fault.Postgres(Fault.Postgres.Mishap.valueOf(words[1].toUpperCase(Locale.ROOT)));
            case "proxy" -> new Fault.Disturb(words[1], disturbance(words[2]), DurationText.parse(words[3]));
            case "provider" ->
                new Fault.Misbehave(
                        words[1], words[2], Integer.parseInt(words[3].replace("%", "")), DurationText.parse(words[4]));
            case "duplicates" -> new Fault.Duplicates(Integer.parseInt(words[1]));
            case "hostile" -> new Fault.Hostile(Integer.parseInt(words[1]));
            case "catalogue" -> new Fault.Catalogue(List.of(words[1].split(",")));
            case "clock" -> new Fault.StepClock(words[1], signed(words[2]));
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private static Disturbance disturbance(String word) {
        return switch (word) {
            case RESET -> new Disturbance.Reset();
            case BLACK_HOLE -> new Disturbance.BlackHole();
            case HALF_CLOSE -> new Disturbance.HalfClose();
            case NONE -> Disturbance.NONE;
            default -> new Disturbance.Delay(DurationText.parse(word.replaceFirst(DELAY, "")));
        };
    }

    private static Duration signed(String word) {
        Duration by = DurationText.parse(word.substring(1));
        return word.startsWith("-") ? by.negated() : by;
    }
}
