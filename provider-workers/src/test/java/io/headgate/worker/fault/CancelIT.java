package io.headgate.worker.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.Latency;
import io.headgate.deploy.simulator.ledger.LedgerEntry;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.worker.ProviderWorkers;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** Work that nobody wants any more. */
class CancelIT {
    private static final Duration WANTED = Duration.ofMinutes(5);
    private static final Duration LONG = Duration.ofMinutes(2);

    /** A call that is given up ends in the ledger when its client leaves. */
    private static Behaviour lasting(Duration time) {
        return Behaviour.DEFAULT.withLatency(new Latency.Fixed(time)).withBillsAbandoned(false);
    }

    @Test
    @Execution(CONCURRENT)
    void endsWithoutACall_whenCancelledBeforeItsTurn() throws Exception {
        try (WorkerRig rig = new WorkerRig(getClass(), 1, 1, lasting(Duration.ofSeconds(4)))) {
            rig.startWorkers("a");
            Dispatch first = Dispatches.first("first", "sim", WANTED);
            Dispatch unwanted = Dispatches.first("unwanted", "sim", WANTED);
            rig.dispatch(first);
            await().atMost(LONG).until(() -> rig.calls() == 1);
            rig.dispatch(unwanted);
            rig.cancel(unwanted);

            rig.settled(LONG).exactlyOnce();
            assertThat(failure(rig, "unwanted")).contains(FailureCode.CANCELLED);
            assertThat(failure(rig, "first")).isEmpty();
            assertThat(rig.calls()).isEqualTo(1);
        }
    }

    @Test
    @Execution(CONCURRENT)
    void endsWithoutACall_whenCancelledWhileItWaitsForItsCatalogue() throws Exception {
        try (WorkerRig rig = new WorkerRig(getClass(), 1, 10, lasting(Duration.ofSeconds(2)))) {
            ProviderWorkers workers = rig.startWorkers("a");
            Dispatch unwanted = Dispatches.underRevision(9, Dispatches.first("unwanted", "sim", WANTED));
            rig.dispatch(unwanted);
            rig.dispatch(Dispatches.first("other", "sim", WANTED));
            await().atMost(LONG).until(() -> rig.calls() == 1);
            rig.cancel(unwanted);

            rig.settled(LONG).exactlyOnce();
            assertThat(failure(rig, "unwanted")).contains(FailureCode.CANCELLED);
            assertThat(failure(rig, "other")).isEmpty();
            assertThat(rig.calls()).isEqualTo(1);
            assertThat(workers.state().providers().getFirst().counts().broken()).isZero();
        }
    }

    @Test
    @Execution(CONCURRENT)
    void theCallIsAbortedAndThereIsOneEnd_whenCancelledInMidCall() throws Exception {
        try (WorkerRig rig = new WorkerRig(getClass(), 1, 10, lasting(Duration.ofSeconds(15)))) {
            rig.startWorkers("a");
            Dispatch unwanted = Dispatches.first("unwanted", "sim", WANTED);
            rig.dispatch(unwanted);
            await().atMost(LONG).until(() -> rig.calls() == 1);
            rig.cancel(unwanted);

            await("the provider sees its client leave")
                    .atMost(Duration.ofSeconds(8))
                    .until(() -> !onlyCall(rig).clientConnected());
            rig.settled(LONG).exactlyOnce();
            assertThat(failure(rig, "unwanted")).contains(FailureCode.CANCELLED);
            assertThat(rig.calls()).isEqualTo(1);
        }
    }

    private static LedgerEntry onlyCall(WorkerRig rig) {
        return rig.simulator.ledger().entries("sim").getFirst();
    }

    @Test
    @Execution(CONCURRENT)
    void staysAsItEnded_whenCancelledAfterItsEnd() throws Exception {
        try (WorkerRig rig = new WorkerRig(getClass(), 1, 10, Behaviour.DEFAULT)) {
            rig.startWorkers("a");
            Dispatch done = Dispatches.first("done", "sim", WANTED);
            rig.dispatch(done);
            rig.settled(LONG);
            rig.cancel(done);
            rig.dispatch(Dispatches.first("next", "sim", WANTED));

            rig.settled(LONG).exactlyOnce().allCompleted();
        }
    }

    @Test
    @Execution(CONCURRENT)
    void endsWithoutACall_whenItsDeadlinePassesBeforeItsTurn() throws Exception {
        try (WorkerRig rig = new WorkerRig(getClass(), 1, 1, lasting(Duration.ofSeconds(4)))) {
            rig.startWorkers("a");
            rig.dispatch(Dispatches.first("first", "sim", WANTED));
            await().atMost(LONG).until(() -> rig.calls() == 1);
            rig.dispatch(Dispatches.first("late", "sim", Duration.ofSeconds(1)));

            rig.settled(LONG).exactlyOnce();
            assertThat(failure(rig, "late")).contains(FailureCode.DEADLINE_EXCEEDED);
            assertThat(rig.calls()).isEqualTo(1);
        }
    }

    private static Optional<FailureCode> failure(WorkerRig rig, String id) {
        return rig.results().stream()
                .filter(result -> result.key().request().value().equals(id))
                .flatMap(result -> result.outcome() instanceof InferenceResult.Failed(var failure)
                        ? Optional.of(failure.code()).stream()
                        : Optional.<FailureCode>empty().stream())
                .findFirst();
    }
}
