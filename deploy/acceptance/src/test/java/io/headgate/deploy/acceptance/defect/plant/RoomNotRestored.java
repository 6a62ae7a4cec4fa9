package io.headgate.deploy.acceptance.defect.plant;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.defect.Defect;
import io.headgate.deploy.acceptance.defect.Kill;
import io.headgate.deploy.acceptance.defect.Probe;
import io.headgate.deploy.acceptance.defect.Weave;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Who waited when the router was killed is in its store, and in nobody's queue. */
public final class RoomNotRestored {
    public static final Defect DEFECT = new Defect(
            "room-not-restored",
            "a router that starts does not make its waiting room again from the store",
            Invariant.I1,
            new Kill.AfterResults(50),
            List.of(
                    Weave.at("router.edge.StoredRoom", "open", Open.class),
                    Weave.at("router.waiting.WaitingRoom", "enter", Enter.class)));

    private static final ThreadLocal<Boolean> OPENING = ThreadLocal.withInitial(() -> false);

    private RoomNotRestored() {}

    static final class Open {
        private Open() {}

        @Advice.OnMethodEnter
        static void enter() {
            opening(true);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit() {
            opening(false);
        }
    }

    static final class Enter {
        private Enter() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return left();
        }
    }

    /** Called from woven code. */
    public static void opening(boolean opens) {
        OPENING.set(opens);
    }

    /** Whether an entry is left out; called from woven code. */
    public static boolean left() {
        boolean left = OPENING.get();
        if (left) {
            Probe.hit();
        }
        return left;
    }
}
