package io.headgate.deploy.acceptance.defect;

import io.headgate.deploy.acceptance.checker.Invariant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mistake somebody might make, planted.
 *
 * @param name as the agent is told it: {@code lost-continue}
 * @param mistake what the code does instead, as a clause without a full stop
 * @param breaks the invariant that must be found broken; null for a control, in which nothing is wrong
 * @param kill what is done to the process, for the mistake to show
 * @param weaves where it is made, one place or more
 */
public record Defect(String name, String mistake, @Nullable Invariant breaks, Kill kill, List<Weave> weaves) {
    public Defect {
        weaves = List.copyOf(weaves);
    }

    /** As it is shown: its name. */
    @Override
    public String toString() {
        return name;
    }
}
