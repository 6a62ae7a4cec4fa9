package io.headgate.deploy.acceptance.defect.plant;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.defect.Defect;
import io.headgate.deploy.acceptance.defect.Kill;
import io.headgate.deploy.acceptance.defect.Probe;
import io.headgate.deploy.acceptance.defect.Weave;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** The other way round: a kill between them leaves attempts out of the ledger. */
public final class OffsetBeforeRows {
    public static final Defect DEFECT = new Defect(
            "offset-before-rows",
            "the sink moves its position in one transaction, and books the rows in the next",
            Invariant.I7,
            new Kill.InTheMoment(1, Duration.ofMillis(200)),
            List.of(Weave.at("metering.sink.Positions", "move", Move.class)));

    private OffsetBeforeRows() {}

    static final class Move {
        private Move() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.FieldValue("sink") String sink,
                @Advice.Argument(0) Connection connection,
                @Advice.Return boolean moved)
                throws SQLException {
            if (moved && sink.equals("ledger")) {
                connection.commit();
                Probe.moment();
            }
        }
    }
}
