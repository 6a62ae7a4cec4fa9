package io.headgate.deploy.acceptance.chaos.plan;

import io.headgate.deploy.simulator.behaviour.DurationText;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Faults and when each begins. The same text is the same plan: {@link #text} and {@link #parse} are each other's inverse.
 *
 * @param faults by their beginning
 */
public record FaultPlan(List<Planned> faults) {
    /**
     * A fault and its time.
     *
     * @param at from the beginning of the load
     */
    public record Planned(Duration at, Fault fault) {}

    public FaultPlan {
        faults = List.copyOf(faults);
    }

    /** How many of its faults are kills. */
    public int kills() {
        return (int) faults.stream().filter(planned -> planned.fault().isKill()).count();
    }

    /** By how much a worker's clock may be behind at any time, if none is killed, which sets it right; zero or more. */
    public Duration clocksBehind() {
        Map<String, Duration> now = new HashMap<>();
        Duration furthest = Duration.ZERO;
        for (Planned planned : faults) {
            if (planned.fault() instanceof Fault.StepClock(String process, Duration by)) {
                Duration behind = now.merge(process, by.negated(), Duration::plus);
                furthest = behind.compareTo(furthest) > 0 ? behind : furthest;
            }
        }
        return furthest;
    }

    /** A line for each fault: when, two spaces, what. */
    public String text() {
        return faults.stream()
                .map(planned ->
                        "%8s  %s\n".formatted(DurationText.print(planned.at()), FaultText.print(planned.fault())))
                .collect(Collectors.joining());
    }

    /**
     * Reads a plan; empty lines, and those that begin with {@code #}, say nothing.
     *
     * @throws IllegalArgumentException naming the line, what was seen and what is allowed
     */
    public static FaultPlan parse(String text) {
        return new FaultPlan(text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(FaultPlan::planned)
                .toList());
    }

    private static Planned planned(String line) {
        String[] parts = line.split(" +", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException(
                    "plan: seen '%s', allowed '<when> <fault>', as '12s %s'".formatted(line, "duplicates 20"));
        }
        return new Planned(DurationText.parse(parts[0]), FaultText.parse(parts[1]));
    }
}
