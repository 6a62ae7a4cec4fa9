package io.headgate.deploy.acceptance.defect.plant;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.defect.Defect;
import io.headgate.deploy.acceptance.defect.Kill;
import io.headgate.deploy.acceptance.defect.Probe;
import io.headgate.deploy.acceptance.defect.Weave;
import io.headgate.worker.claim.OffsetLedger;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** What a consumer that commits by itself does. */
public final class TakenIsDone {
    public static final Defect DEFECT = new Defect(
            "taken-is-done",
            "a worker's offsets say that what was taken is complete, though its call is under way",
            Invariant.I1,
            new Kill.AfterResults(50),
            List.of(Weave.at("worker.claim.OffsetLedger", "commit", Commit.class)));

    private TakenIsDone() {}

    static final class Commit {
        private Commit() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.Return(readOnly = false) OffsetLedger.Commit returned,
                @Advice.FieldValue("count") int incomplete,
                @Advice.FieldValue("end") long end) {
            if (incomplete > 0) {
                Probe.hit();
                returned = new OffsetLedger.Commit(end, "");
            }
        }
    }
}
