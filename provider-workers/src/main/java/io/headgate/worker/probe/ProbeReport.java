package io.headgate.worker.probe;

import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.money.Cost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model was seen to do, beside what its lines say.
 *
 * @param unreachable why nothing was asked: a plain request failed; null when it did not
 * @param calls that were made
 * @param cost of what the calls reported, at the price in force; unpriced as soon as one of them is
 */
public record ProbeReport(Target target, @Nullable Failure unreachable, List<Line> lines, int calls, Cost cost) {
    public ProbeReport {
        lines = List.copyOf(lines);
    }

    /** Whether the catalogue says what was seen, as far as anything was. */
    public boolean isAsDeclared() {
        return unreachable == null && lines.stream().noneMatch(Line::differs);
    }

    /** One capability. */
    public record Line(Capability capability, boolean declared, Sighting seen) {
        /** Whether what was seen is not what is declared. */
        public boolean differs() {
            return switch (seen) {
                case Sighting.Shown _ -> !declared;
                case Sighting.Ignored _, Sighting.Refused _ -> declared;
                case Sighting.Unclear _, Sighting.NotAsked _ -> false;
            };
        }
    }
}
