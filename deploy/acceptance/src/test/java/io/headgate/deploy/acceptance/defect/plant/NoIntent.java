package io.headgate.deploy.acceptance.defect.plant;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.defect.Defect;
import io.headgate.deploy.acceptance.defect.Kill;
import io.headgate.deploy.acceptance.defect.Probe;
import io.headgate.deploy.acceptance.defect.Weave;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** A call that a crash cuts off leaves no trace but the provider's bill. */
public final class NoIntent {
    public static final Defect DEFECT = new Defect(
            "no-intent",
            "a worker calls without having written down that it will",
            Invariant.I5,
            new Kill.AfterResults(50),
            List.of(Weave.at("worker.edge.Announcer", "intent", Intent.class)));

    private NoIntent() {}

    static final class Intent {
        private Intent() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            Probe.hit();
            return true;
        }
    }
}
