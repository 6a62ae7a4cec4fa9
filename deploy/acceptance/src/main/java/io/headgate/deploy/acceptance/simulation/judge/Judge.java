package io.headgate.deploy.acceptance.simulation.judge;

import io.headgate.deploy.acceptance.simulation.world.Aftermath;
import java.util.ArrayList;
import java.util.List;

/** Holds a world that is quiet against the invariants. It asks no machine: it counts what is on the log. */
public final class Judge {
    private Judge() {}

    /** All that does not hold, or did not while {@code limits} watched. */
    public static List<Violation> of(Aftermath left, LimitWatch limits) {
        Evidence evidence = Evidence.of(left.log(), left.codecs(), left.topics(), left.catalogue());
        List<Violation> found = new ArrayList<>(limits.found());
        left.broken().forEach(what -> found.add(new Violation("machine", what)));
        left.restless().forEach(what -> found.add(new Violation("I12", what)));
        found.addAll(Endings.found(evidence));
        found.addAll(Billing.found(evidence, left.calls()));
        found.addAll(Accounts.found(evidence, left.books()));
        found.addAll(limits.atRest(evidence.quotas()));
        return found;
    }
}
