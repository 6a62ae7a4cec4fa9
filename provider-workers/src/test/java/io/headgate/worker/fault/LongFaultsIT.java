package io.headgate.worker.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.headgate.deploy.embedded.TestServers;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.Latency;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.worker.Samples;
import io.headgate.worker.edge.Milestone;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** Faults that take their time: they mostly wait, and so run side by side. */
class LongFaultsIT {
    /** Beyond the session's 6 s and the transaction's 10 s. */
    private static final Duration FROZEN = Duration.ofSeconds(60);

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int IN_FLIGHT = 40;

    private static Behaviour lasting(Duration time) {
        return Behaviour.DEFAULT.withLatency(new Latency.Fixed(time));
    }

    @Test
    @Execution(CONCURRENT)
    void zombieCommitsNothingAndWorksOn_whenFrozenInMidCall() throws Exception {
        try (WorkerRig rig = new WorkerRig(getClass(), 4, IN_FLIGHT, lasting(Duration.ofSeconds(1)))) {
            rig.dispatchMany(200);
            WorkerProcess zombie = rig.startProcess("a");
            await().atMost(START).until(() -> rig.calls() >= 60);
            zombie.freeze();

            outlive(rig, zombie);
        }
    }

    @Test
    @Execution(CONCURRENT)
    void zombieCommitsNothingAndWorksOn_whenFrozenWithATransactionOpen() throws Exception {
        try (WorkerRig rig = new WorkerRig(getClass(), 4, IN_FLIGHT, lasting(Duration.ofSeconds(1)))) {
            rig.dispatchMany(200);
            WorkerProcess zombie = rig.startProcess(
                    WorkerProcess.Plan.of("a").thatDoesToItself(Sabotage.Deed.STOP, Milestone.WRITTEN, 3));
            await().atMost(START).until(zombie::reached);

            outlive(rig, zombie);
        }
    }

    private static void outlive(WorkerRig rig, WorkerProcess zombie) throws Exception {
        Instant frozen = Instant.now();
        WorkerProcess heir = rig.startProcess("b");
        Outcomes meanwhile = rig.settled(LONG).exactlyOnce();
        await().atMost(FROZEN.plusSeconds(10))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> frozen.plus(FROZEN).isBefore(Instant.now()));
        zombie.thaw();

        await("the zombie is back among the living")
                .atMost(LONG)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> !rig.group.partitionsOf("a").isEmpty());
        heir.stop();
        rig.dispatchMany("late", 50);
        Outcomes outcomes = rig.settled(LONG).exactlyOnce();
        worksOn(rig);
        assertThat(outcomes.attempts()).as("what the heir wrote stands").containsAll(meanwhile.attempts());
        assertThat(outcomes.repeatedCalls()).isLessThanOrEqualTo(IN_FLIGHT);
        assertThat(zombie.isAlive()).isTrue();
    }

    /** Perhaps not with the first: the calls that broke off while it stood still may have opened its breaker. */
    private static void worksOn(WorkerRig rig) {
        AtomicInteger tries = new AtomicInteger();
        await("it works on").atMost(LONG).pollInterval(Duration.ofSeconds(2)).until(() -> {
            String id = "probe-" + tries.incrementAndGet();
            rig.dispatchMany(id, 1);
            return rig.settled(LONG).exactlyOnce().results().stream()
                    .anyMatch(result -> result.key().request().value().equals(id + "0")
                            && result.outcome() instanceof InferenceResult.Completed);
        });
    }

    @Test
    @Execution(CONCURRENT)
    void staleCallsReachNoTransaction_whenFrozenAloneUntilItsPartitionsAreLost() throws Exception {
        try (WorkerRig rig = new WorkerRig(getClass(), 2, 2 * IN_FLIGHT, lasting(Duration.ofSeconds(5)))) {
            rig.dispatchMany(IN_FLIGHT);
            WorkerProcess worker = rig.startProcess("a");
            await().atMost(START).until(() -> rig.calls() == IN_FLIGHT);
            worker.freeze();
            await().atMost(START)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> rig.group.partitionsOf("a").isEmpty());
            Instant lost = Instant.now();
            worker.thaw();

            assertAllCalledAgainAfter(lost, rig.settled(LONG));
        }
    }

    @Test
    @Execution(CONCURRENT)
    void staleCallsReachNoTransaction_whenPartitionsAreLostAndRegained() throws Exception {
        try (WorkerRig rig = new WorkerRig(getClass(), 2, 2 * IN_FLIGHT, lasting(Duration.ofSeconds(8)))) {
            rig.startWorkers("a");
            rig.dispatchMany(IN_FLIGHT);
            await().atMost(START).until(() -> rig.calls() == IN_FLIGHT);
            Instant lost = Instant.now();
            rig.group.expel("a");

            assertAllCalledAgainAfter(lost, rig.settled(LONG));
        }
    }

    private static void assertAllCalledAgainAfter(Instant lost, Outcomes outcomes) {
        outcomes.exactlyOnce().allCompleted();
        assertThat(outcomes.attempts())
                .allSatisfy(attempt -> assertThat(attempt.summary().startedAt()).isAfter(lost));
        assertThat(outcomes.calls()).hasSize(2 * IN_FLIGHT);
    }

    @Test
    @Execution(CONCURRENT)
    void anotherWorkerTakesOver_whenOneIsKilledWithATransactionOpen() throws Exception {
        try (WorkerRig rig = new WorkerRig(getClass(), 2, IN_FLIGHT, lasting(Duration.ofMillis(300)))) {
            rig.dispatchMany(250);
            rig.startProcess(WorkerProcess.Plan.of("a").thatDoesToItself(Sabotage.Deed.KILL, Milestone.WRITTEN, 6))
                    .awaitOwnDeath(START);
            rig.startProcess("b");

            Outcomes outcomes = rig.settled(LONG).exactlyOnce().allCompleted();
            assertThat(outcomes.repeatedCalls()).isBetween(1L, (long) IN_FLIGHT);
        }
    }

    @Test
    @Execution(CONCURRENT)
    void onlyRevokedCallsBeyondTheGraceAreRepeated_whenASecondWorkerJoins() throws Exception {
        int calls = 1_000;
        try (WorkerRig rig = new WorkerRig(getClass(), 8, calls * 12 / 10, lasting(Duration.ofSeconds(20)))) {
            rig.startWorkers("a");
            rig.dispatchMany(calls);
            await().atMost(START).until(() -> rig.simulator.ledger().inFlight("sim") == calls);
            rig.startWorkers("b");

            Outcomes outcomes = rig.settled(LONG).exactlyOnce().allCompleted();
            Set<Integer> moved = rig.group.partitionsOf("b");
            assertThat(moved).isNotEmpty();
            assertThat(rig.group.partitionsOf("a")).isNotEmpty();
            Set<String> ofMoved = new HashSet<>();
            rig.committed(rig.kafka.topics().dispatch(Samples.PROVIDER)).stream()
                    .filter(record -> moved.contains(record.partition()))
                    .forEach(record -> ofMoved.add(new String(record.key(), StandardCharsets.UTF_8)));
            assertThat(outcomes.repeated())
                    .as("calls that were given up")
                    .containsExactlyInAnyOrderElementsOf(
                            ofMoved.stream().map(id -> id + "/1").toList());
            assertThat(outcomes.calls()).hasSize(calls + ofMoved.size());
        }
    }

    @Test
    @Execution(CONCURRENT)
    void costsNextToNothing_whenIdle() throws Exception {
        List<String> names = List.of("sim", "second", "third");
        Simulator simulator = Simulator.start(
                SimulatorConfig.of(names.stream().map(SimulatedProvider::named).toArray(SimulatedProvider[]::new)));
        List<ProviderSetup> setups = names.stream()
                .map(name -> ProviderSetup.patient(name, simulator.baseUrl(name), IN_FLIGHT))
                .toList();
        String broker = TestServers.shared().bootstrapServers();
        try (WorkerRig rig = new WorkerRig(broker, getClass(), 4, simulator, setups)) {
            WorkerProcess worker = rig.startProcess("a");
            names.forEach(name -> rig.dispatch(Dispatches.first("to-" + name, name, LONG)));
            rig.settled(START).exactlyOnce().allCompleted();
            Thread.sleep(Duration.ofSeconds(20));
            Duration before = worker.cpu();
            Thread.sleep(Duration.ofSeconds(10));
            Duration used = worker.cpu().minus(before);

            assertThat(used).as("processor time in 10 s of idling").isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    @Execution(CONCURRENT)
    void callsAreFewAndGoodputComesBack_whenAProviderFailsForAMinute() throws Exception {
        Behaviour healthy = lasting(Duration.ofMillis(200));
        try (WorkerRig rig = new WorkerRig(getClass(), 4, 200, healthy);
                RouterStandIn router = new RouterStandIn(rig)) {
            rig.startWorkers("a");
            new Outage(rig, router, healthy).liveThrough();
        }
    }
}
