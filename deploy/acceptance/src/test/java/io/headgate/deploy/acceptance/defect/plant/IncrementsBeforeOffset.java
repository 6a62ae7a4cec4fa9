package io.headgate.deploy.acceptance.defect.plant;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.defect.Defect;
import io.headgate.deploy.acceptance.defect.Kill;
import io.headgate.deploy.acceptance.defect.Probe;
import io.headgate.deploy.acceptance.defect.Weave;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import net.bytebuddy.asm.Advice;
import org.apache.kafka.common.TopicPartition;

/** A sink's transaction in two: a kill between them adds the same increments again. */
public final class IncrementsBeforeOffset {
    public static final Defect DEFECT = new Defect(
            "increments-before-offset",
            "the sink adds increments in one transaction, and moves its position in the next",
            Invariant.I7,
            new Kill.InTheMoment(1, Duration.ofMillis(200)),
            List.of(
                    Weave.at("metering.sink.Positions", "move", Move.class),
                    Weave.at("metering.sink.Books", "book", Book.class)));

    private static final String MOVE = """
            UPDATE stream_position SET next_offset = ? WHERE sink = 'rollup' AND topic = ? AND "partition" = ?""";

    private static final ThreadLocal<List<Step>> LATER = ThreadLocal.withInitial(ArrayList::new);

    private IncrementsBeforeOffset() {}

    private record Step(TopicPartition partition, long next) {}

    static final class Move {
        private Move() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(
                @Advice.FieldValue("sink") String sink,
                @Advice.Argument(1) TopicPartition partition,
                @Advice.Argument(3) long next) {
            return later(sink, partition, next);
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Enter boolean later, @Advice.Return(readOnly = false) boolean moved) {
            if (later) {
                moved = true;
            }
        }
    }

    static final class Book {
        private Book() {}

        @Advice.OnMethodExit
        static void exit(@Advice.FieldValue("dataSource") DataSource dataSource) throws SQLException {
            move(dataSource);
        }
    }

    /** Whether a position is left for later; called from woven code. */
    public static boolean later(String sink, TopicPartition partition, long next) {
        boolean later = sink.equals("rollup");
        if (later) {
            LATER.get().add(new Step(partition, next));
        }
        return later;
    }

    /** The second half; called from woven code. */
    public static void move(DataSource dataSource) throws SQLException {
        List<Step> steps = LATER.get();
        if (steps.isEmpty()) {
            return;
        }
        Probe.moment();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement move = connection.prepareStatement(MOVE)) {
            connection.setAutoCommit(true);
            for (Step step : steps) {
                move.setLong(1, step.next());
                move.setString(2, step.partition().topic());
                move.setInt(3, step.partition().partition());
                move.executeUpdate();
            }
        }
        steps.clear();
    }
}
