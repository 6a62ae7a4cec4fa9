package io.headgate.deploy.acceptance.defect.plant;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.defect.Defect;
import io.headgate.deploy.acceptance.defect.Kill;
import io.headgate.deploy.acceptance.defect.Probe;
import io.headgate.deploy.acceptance.defect.Weave;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.guard.TimedOutcome;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** What shared state between calls does. */
public final class AnothersReply {
    public static final Defect DEFECT = new Defect(
            "anothers-reply",
            "a request is answered with the reply to the one before it",
            Invariant.I4,
            new Kill.AfterResults(50),
            List.of(Weave.at("worker.edge.ProviderCall", "exchanged", Exchanged.class)));

    private static final AtomicReference<CallOutcome.@Nullable Completed> LAST = new AtomicReference<>();

    private AnothersReply() {}

    static final class Exchanged {
        private Exchanged() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) TimedOutcome returned) {
            returned = swapped(returned);
        }
    }

    /** Called from woven code. */
    public static TimedOutcome swapped(TimedOutcome own) {
        if (!(own.outcome() instanceof CallOutcome.Completed reply)) {
            return own;
        }
        CallOutcome.Completed before = LAST.getAndSet(reply);
        if (before == null) {
            return own;
        }
        Probe.hit();
        return new TimedOutcome(before, own.took());
    }
}
