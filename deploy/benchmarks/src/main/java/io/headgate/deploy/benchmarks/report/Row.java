package io.headgate.deploy.benchmarks.report;

import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was measured.
 *
 * @param scenario in which it was
 * @param what was measured, and of whom
 * @param against what it is compared with; null when it stands alone
 * @param target null when nothing is wanted of it
 */
public record Row(
        String scenario,
        String what,
        Figure measured,
        @Nullable Baseline against,
        @Nullable Target target) {
    /** What a figure is compared with: an ideal, or somebody else in the same run. */
    public record Baseline(String name, Figure figure) {
        @Override
        public String toString() {
            return figure + " " + name;
        }
    }

    /** Stands alone. */
    public static Row of(String scenario, String what, Figure measured) {
        return new Row(scenario, what, measured, null, null);
    }

    public Row against(String name, Figure figure) {
        return new Row(scenario, what, measured, new Baseline(name, figure), target);
    }

    public Row wanted(Target wanted) {
        return new Row(scenario, what, measured, against, wanted);
    }

    /** Measured over baseline; empty without a baseline, or with one that is zero. */
    public OptionalDouble ratio() {
        return against == null || against.figure().value() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(measured.value() / against.figure().value());
    }

    /** Whether the target is met; empty without one. A ratio that there is not meets nothing. */
    public Optional<Boolean> met() {
        return Optional.ofNullable(target).map(wanted -> switch (wanted) {
            case Target.RatioAtLeast(double least) -> ratio().orElse(-1) >= least;
            case Target.AtLeast(Figure least) -> measured.value() >= least.value();
            case Target.AtMost(Figure most) -> measured.value() <= most.value();
            case Target.Same() -> ratio().orElse(-1) == 1;
        });
    }
}
