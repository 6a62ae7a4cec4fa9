package io.headgate.deploy.acceptance.defect.plant;

import io.headgate.deploy.acceptance.defect.Defect;
import io.headgate.deploy.acceptance.defect.Kill;
import io.headgate.deploy.acceptance.defect.Probe;
import io.headgate.deploy.acceptance.defect.Weave;
import java.time.Duration;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * The controls: the same batch under the same kills, in the same moments, without a mistake. If anything were found broken
 * here, finding it there would mean nothing.
 */
public final class Nothing {
    /** Killed between what is written and its commit: in a worker or in a sink. */
    public static final Defect KILLED_BEFORE_A_COMMIT = new Defect(
            "nothing-killed-before-a-commit",
            "nothing is wrong; killed before a commit of a worker or of a sink",
            null,
            new Kill.InTheMoment(5, Duration.ofMillis(200)),
            List.of(
                    Weave.at("worker.edge.TransactionWriter", "commit", Stay.class),
                    Weave.at("metering.sink.LedgerBooking", "book", Booked.class),
                    Weave.at("metering.sink.RollupBooking", "book", Booked.class)));

    /** The same in the router, and late enough that whoever read what is not committed has acted on it. */
    public static final Defect KILLED_BEFORE_THE_ROUTERS_COMMIT = new Defect(
            "nothing-killed-before-the-routers-commit",
            "nothing is wrong; killed before a commit of the router",
            null,
            UncommittedRead.IN_A_COMMIT,
            List.of(Weave.at(
                    "org.apache.kafka.clients.producer.KafkaProducer",
                    "commitTransaction",
                    UncommittedRead.Commit.class)));

    /** Killed at any time. */
    public static final Defect KILLED = new Defect(
            "nothing-killed",
            "nothing is wrong; killed in mid-batch",
            null,
            new Kill.AfterResults(50),
            List.of(Weave.at("worker.edge.TransactionWriter", "commit", Passing.class)));

    /** Stopped, thrown out of its groups, and back as a zombie. */
    public static final Defect SUSPENDED = new Defect(
            "nothing-suspended",
            "nothing is wrong; stopped for longer than any session lasts",
            null,
            new Kill.Suspended(45),
            List.of(Weave.at("worker.edge.TransactionWriter", "commit", Passing.class)));

    private Nothing() {}

    static final class Stay {
        private Stay() {}

        @Advice.OnMethodEnter
        static void enter() {
            Probe.moment();
        }
    }

    static final class Booked {
        private Booked() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Argument(1) List<?> records) {
            if (!records.isEmpty()) {
                Probe.moment();
            }
        }
    }

    static final class Passing {
        private Passing() {}

        @Advice.OnMethodEnter
        static void enter() {
            Probe.hit();
        }
    }
}
