package io.headgate.deploy.acceptance.defect.plant;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.defect.Defect;
import io.headgate.deploy.acceptance.defect.Kill;
import io.headgate.deploy.acceptance.defect.Probe;
import io.headgate.deploy.acceptance.defect.Weave;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Only what went well is added up. */
public final class FailedAttemptsUnmetered {
    public static final Defect DEFECT = new Defect(
            "failed-attempts-unmetered",
            "the Streams job leaves out attempts that failed, whatever they used",
            Invariant.I7,
            new Kill.AfterResults(50),
            List.of(Weave.at("metering.stream.AttemptProcessor", "add", Add.class)));

    private FailedAttemptsUnmetered() {}

    static final class Add {
        private Add() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.Argument(1) Attempt attempt) {
            return leftOut(attempt);
        }
    }

    /** Called from woven code. */
    public static boolean leftOut(Attempt attempt) {
        boolean out = attempt.summary().status() != AttemptStatus.COMPLETED;
        if (out) {
            Probe.hit();
        }
        return out;
    }
}
