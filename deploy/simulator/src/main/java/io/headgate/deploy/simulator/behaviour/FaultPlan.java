package io.headgate.deploy.simulator.behaviour;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What goes wrong without being asked for in a request: first a script for the next calls, then chances.
 *
 * @param script the outcomes of the next calls in the order they arrive, empty for a call that goes well
 * @param chances faults with their probabilities, each in [0, 1], together at most 1
 */
public record FaultPlan(List<Optional<Fault>> script, List<Chance> chances) {
    /** Nothing goes wrong. */
    public static final FaultPlan NONE = new FaultPlan(List.of(), List.of());

    /** The index of a {@link Draw}'s numbers that chances use. */
    private static final int DRAW_INDEX = 2;

    /** A fault and how likely it is, in [0, 1]. */
    public record Chance(Fault fault, double probability) {
        public Chance {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException(
                        "chance of " + FaultText.print(fault) + " is " + probability + ": want 0 to 1");
            }
        }
    }

    public FaultPlan {
        script = List.copyOf(script);
        chances = List.copyOf(chances);
        double sum = chances.stream().mapToDouble(Chance::probability).sum();
        if (sum > 1 + 1e-9) {
            throw new IllegalArgumentException("the chances of all faults sum to " + sum + ": want at most 1");
        }
    }

    /** A plan of these outcomes for the next calls, in the text form of {@link FaultText}. */
    public static FaultPlan script(String... outcomes) {
        List<Optional<Fault>> script = new ArrayList<>();
        for (String outcome : outcomes) {
            script.add(FaultText.parse(outcome));
        }
        return new FaultPlan(script, List.of());
    }

    /** A plan with one fault of this probability, in the text form of {@link FaultText}. */
    public static FaultPlan chance(String fault, double probability) {
        return NONE.andChance(fault, probability);
    }

    /** This plan with one more chance. */
    public FaultPlan andChance(String fault, double probability) {
        List<Chance> more = new ArrayList<>(chances);
        more.add(new Chance(FaultText.parse(fault).orElseThrow(), probability));
        return new FaultPlan(script, more);
    }

    /** The fault that chance picks for this draw, if any. */
    public Optional<Fault> byChance(Draw draw) {
        double rest = chances.isEmpty() ? 0 : draw.uniform(DRAW_INDEX);
        for (Chance chance : chances) {
            rest -= chance.probability();
            if (rest < 0) {
                return Optional.of(chance.fault());
            }
        }
        return Optional.empty();
    }
}
