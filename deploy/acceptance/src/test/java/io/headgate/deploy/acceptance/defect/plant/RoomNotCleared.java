package io.headgate.deploy.acceptance.defect.plant;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.defect.Defect;
import io.headgate.deploy.acceptance.defect.Kill;
import io.headgate.deploy.acceptance.defect.Probe;
import io.headgate.deploy.acceptance.defect.Weave;
import io.headgate.router.waiting.WaitingRoom;
import io.headgate.schemas.id.RequestKey;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Who has gone waits again after a restart, and is served again. */
public final class RoomNotCleared {
    public static final Defect DEFECT = new Defect(
            "room-not-cleared",
            "the router lets a request go, and keeps it in the store of those who wait",
            Invariant.I2,
            new Kill.AfterResults(50),
            List.of(Weave.at("router.edge.StoredRoom", "remove", Remove.class)));

    private RoomNotCleared() {}

    static final class Remove {
        private Remove() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.FieldValue("room") WaitingRoom room, @Advice.Argument(0) RequestKey key) {
            Probe.hit();
            room.leave(key);
            return true;
        }
    }
}
