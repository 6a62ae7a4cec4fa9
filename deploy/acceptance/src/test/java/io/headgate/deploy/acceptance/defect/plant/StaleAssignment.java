package io.headgate.deploy.acceptance.defect.plant;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.defect.Defect;
import io.headgate.deploy.acceptance.defect.Kill;
import io.headgate.deploy.acceptance.defect.Probe;
import io.headgate.deploy.acceptance.defect.Weave;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** A worker that slept, lost its partitions and got them back: it does not tell the old assignment from the new one. */
public final class StaleAssignment {
    public static final Defect DEFECT = new Defect(
            "stale-assignment",
            "a worker goes on with what it took under an assignment that it has lost, and commits it",
            Invariant.I2,
            new Kill.Suspended(45),
            List.of(
                    Weave.at("worker.edge.HeldPartition", "lose", Lose.class),
                    Weave.at("worker.edge.Assignment", "holds", Holds.class)));

    private StaleAssignment() {}

    static final class Lose {
        private Lose() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return true;
        }
    }

    static final class Holds {
        private Holds() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) boolean returned) {
            if (!returned) {
                Probe.hit();
                returned = true;
            }
        }
    }
}
