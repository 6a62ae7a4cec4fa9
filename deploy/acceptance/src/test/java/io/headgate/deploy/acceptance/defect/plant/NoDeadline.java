package io.headgate.deploy.acceptance.defect.plant;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.defect.Defect;
import io.headgate.deploy.acceptance.defect.Kill;
import io.headgate.deploy.acceptance.defect.Probe;
import io.headgate.deploy.acceptance.defect.Weave;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** A worker that comes back makes calls whose answers nobody wants any more. */
public final class NoDeadline {
    public static final Defect DEFECT = new Defect(
            "no-deadline",
            "a worker does not look at the deadline before it calls",
            Invariant.I11,
            new Kill.AfterResults(50),
            List.of(
                    Weave.at("worker.guard.Errand", "deadline", Later.class),
                    Weave.at("worker.edge.ProviderCall", "deadline", Later.class)));

    private static final Duration LATER = Duration.ofMinutes(10);

    private NoDeadline() {}

    static final class Later {
        private Later() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) Instant returned) {
            returned = later(returned);
        }
    }

    /** Called from woven code. */
    public static Instant later(Instant deadline) {
        if (deadline.isBefore(Instant.now())) {
            Probe.hit();
        }
        return deadline.plus(LATER);
    }
}
