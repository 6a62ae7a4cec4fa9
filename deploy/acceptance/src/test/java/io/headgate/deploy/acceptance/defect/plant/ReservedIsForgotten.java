package io.headgate.deploy.acceptance.defect.plant;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.defect.Defect;
import io.headgate.deploy.acceptance.defect.Kill;
import io.headgate.deploy.acceptance.defect.Probe;
import io.headgate.deploy.acceptance.defect.Weave;
import java.math.BigDecimal;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** What a gateway does that checks what was spent before a call and adds to it afterwards. */
public final class ReservedIsForgotten {
    public static final Defect DEFECT = new Defect(
            "reserved-is-forgotten",
            "a limit has room as long as what was spent leaves some, whatever open attempts hold",
            Invariant.I8,
            new Kill.AfterResults(50),
            List.of(Weave.at("router.budget.Counter", "hasRoom", HasRoom.class)));

    private ReservedIsForgotten() {}

    static final class HasRoom {
        private HasRoom() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.FieldValue("spent") BigDecimal spent,
                @Advice.Argument(0) BigDecimal asked,
                @Advice.Argument(1) BigDecimal allowed,
                @Advice.Return(readOnly = false) boolean returned) {
            if (!returned && spent.add(asked).compareTo(allowed) <= 0) {
                Probe.hit();
                returned = true;
            }
        }
    }
}
