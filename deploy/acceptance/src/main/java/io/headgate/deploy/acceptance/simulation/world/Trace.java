package io.headgate.deploy.acceptance.simulation.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened, in order; only where somebody will read it. */
public final class Trace {
    private final boolean kept;
    private final FakeClock clock;
    private final List<String> lines = new ArrayList<>();

    Trace(boolean kept, FakeClock clock) {
        this.kept = kept;
        this.clock = clock;
    }

    void tell(Supplier<String> what) {
        if (kept) {
            lines.add("%9.3f  %s".formatted(clock.passed().toMillis() / 1000.0, what.get()));
        }
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }
}
