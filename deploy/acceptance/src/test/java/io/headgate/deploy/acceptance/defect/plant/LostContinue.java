package io.headgate.deploy.acceptance.defect.plant;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.defect.Defect;
import io.headgate.deploy.acceptance.defect.Kill;
import io.headgate.deploy.acceptance.defect.Probe;
import io.headgate.deploy.acceptance.defect.Weave;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Custody comes back from a worker, and nobody takes it. */
public final class LostContinue {
    public static final Defect DEFECT = new Defect(
            "lost-continue",
            "the router settles an attempt that is to go on, and does not go on",
            Invariant.I1,
            new Kill.AfterResults(50),
            List.of(Weave.at("router.admit.Admit", "goOn", GoOn.class)));

    private LostContinue() {}

    static final class GoOn {
        private GoOn() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            Probe.hit();
            return true;
        }
    }
}
