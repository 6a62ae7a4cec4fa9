package io.headgate.deploy.acceptance.defect.plant;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.defect.Defect;
import io.headgate.deploy.acceptance.defect.Kill;
import io.headgate.deploy.acceptance.defect.Probe;
import io.headgate.deploy.acceptance.defect.Weave;
import io.headgate.schemas.message.Dispatch;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.slf4j.LoggerFactory;

/** Left behind by somebody who was looking for something else. */
public final class PromptLogged {
    public static final Defect DEFECT = new Defect(
            "prompt-logged",
            "a worker logs the prompt of each attempt",
            Invariant.I14,
            new Kill.AfterResults(50),
            List.of(Weave.at("worker.edge.DispatchHandler", "note", Note.class)));

    private PromptLogged() {}

    static final class Note {
        private Note() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Argument(0) Dispatch dispatch) {
            log(dispatch.request().body());
        }
    }

    /** Called from woven code. */
    public static void log(String prompt) {
        Probe.hit();
        LoggerFactory.getLogger(PromptLogged.class).atWarn().log("attempt ended: {}", prompt);
    }
}
