package io.headgate.deploy.acceptance.defect.plant;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.defect.Defect;
import io.headgate.deploy.acceptance.defect.Kill;
import io.headgate.deploy.acceptance.defect.Probe;
import io.headgate.deploy.acceptance.defect.Weave;
import io.headgate.router.admit.Seen;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The router's memory of requests is empty. */
public final class NoDedupe {
    public static final Defect DEFECT = new Defect(
            "no-dedupe",
            "the router remembers no request, so what is published twice is served twice",
            Invariant.I2,
            new Kill.AfterResults(50),
            List.of(Weave.at("router.edge.SeenStore", "find", Find.class)));

    private NoDedupe() {}

    static final class Find {
        private Find() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) @Nullable Seen returned) {
            if (returned != null) {
                Probe.hit();
                returned = null;
            }
        }
    }
}
