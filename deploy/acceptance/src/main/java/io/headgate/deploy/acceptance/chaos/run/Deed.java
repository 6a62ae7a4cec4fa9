package io.headgate.deploy.acceptance.chaos.run;

import io.headgate.deploy.acceptance.chaos.plan.Fault;
import io.headgate.deploy.acceptance.chaos.plan.FaultPlan;
import java.time.Duration;
import java.util.Optional;

/**
 * A fault that was carried out.
 *
 * @param struckNanos when it struck, of {@link System#nanoTime}: a kill at a milestone strikes when that is reached
 * @param took until whatever it was done to served again, or all was as before
 * @param outcome what came of it
 */
public record Deed(FaultPlan.Planned planned, long struckNanos, Duration took, Outcome outcome) {
    /** What came of a fault. */
    public sealed interface Outcome {
        /** It happened; {@code caughtUp} is how long Postgres took to have all that was committed then, where that was asked. */
        record Struck(Optional<Duration> caughtUp) implements Outcome {}

        /** A kill point that was not reached in time. */
        record NotReached() implements Outcome {}

        /** It could not be carried out; the run is worth nothing. */
        record Failed(String why) implements Outcome {}
    }

    public Fault fault() {
        return planned.fault();
    }

    public boolean struck() {
        return outcome instanceof Outcome.Struck;
    }
}
