package io.headgate.worker.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.TestServers;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.FaultPlan;
import io.headgate.deploy.simulator.behaviour.Latency;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.worker.Samples;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is slow or broken delays nobody else. */
class IsolationIT {
    private static final int PER_SECOND = 50;
    private static final int IN_FLIGHT = 80;
    private static final Duration WATCHED = Duration.ofSeconds(5);
    private static final Duration WANTED = Duration.ofMinutes(5);
    private static final Duration LONG = Duration.ofMinutes(2);
    /** Long beside what a busy machine adds, so that a ratio says something. */
    private static final Behaviour WELL = Behaviour.DEFAULT.withLatency(new Latency.Fixed(Duration.ofMillis(500)));

    private static Simulator simulator(String well, String sick, String fault) {
        Behaviour broken = WELL.withFaults(FaultPlan.chance(fault, 1));
        return Simulator.start(SimulatorConfig.of(
                SimulatedProvider.named(well).withBehaviour(WELL),
                SimulatedProvider.named(sick).withBehaviour(broken)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "status:503"})
    void aModelIsAsQuickAsAlone_whenAnotherOfItsProviderIsSick(String fault) throws Exception {
        Simulator simulator = simulator("well", "sick", fault);
        try (ModelSplit split = new ModelSplit(simulator, "well", "sick")) {
            ProviderSetup setup = impatient("sim", split);
            try (WorkerRig rig = rig(simulator, List.of(setup))) {
                assertUndisturbed(rig, Dispatches.target("sim", "well"), Dispatches.target("sim", "sick"));
            }
        }
    }

    private static ProviderSetup impatient(String name, ModelSplit split) {
        return ProviderSetup.patient(name, split.baseUrl(), IN_FLIGHT)
                .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    @Test
    void aProviderIsAsQuickAsAlone_whenAnotherHangs() throws Exception {
        Simulator simulator = simulator("sim", "other", "hang");
        List<ProviderSetup> setups = List.of(
                ProviderSetup.patient("sim", simulator.baseUrl("sim"), IN_FLIGHT),
                ProviderSetup.patient("other", simulator.baseUrl("other"), IN_FLIGHT)
                        .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5)));
        try (WorkerRig rig = rig(simulator, setups)) {
            assertUndisturbed(rig, Dispatches.target("sim", "m"), Dispatches.target("other", "m"));
        }
    }

    private WorkerRig rig(Simulator simulator, List<ProviderSetup> setups) throws Exception {
        return new WorkerRig(TestServers.shared().bootstrapServers(), getClass(), 4, simulator, setups);
    }

    private static void assertUndisturbed(WorkerRig rig, Target well, Target sick) {
        rig.startWorkers("a");
        load(rig, "warm", Duration.ofSeconds(2), well).join();
        load(rig, "alone", WATCHED, well).join();
        CompletableFuture<Void> trouble = load(rig, "trouble", WATCHED, sick);
        load(rig, "beside", WATCHED, well).join();
        trouble.join();

        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(400))
                .untilAsserted(() -> assertThat(rig.resultIds())
                        .filteredOn(id -> id.startsWith("beside"))
                        .hasSize(Math.toIntExact(PER_SECOND * WATCHED.toSeconds())));
        Duration alone = p99(rig, "alone");
        assertThat(p99(rig, "beside"))
                .as("p99 beside a sick one; alone it is %s", alone)
                .isLessThanOrEqualTo(alone.multipliedBy(2));
    }

    private static CompletableFuture<Void> load(WorkerRig rig, String name, Duration length, Target target) {
        return SteadyLoad.start(rig, PER_SECOND, length, i -> Dispatches.first(name + i, target, WANTED));
    }

    /** From being dispatched to the result being written. */
    private static Duration p99(WorkerRig rig, String name) {
        List<Duration> sorted = rig.committed(rig.kafka.topics().results()).stream()
                .flatMap(record -> {
                    InferenceResult result =
                            WorkerRig.readable(rig.codecs.result().decode(record.value()));
                    return result.key().request().value().startsWith(name)
                            ? Stream.of(Duration.ofMillis(
                                    record.timestamp() - result.acceptedAt().toEpochMilli()))
                            : Stream.<Duration>empty();
                })
                .sorted()
                .toList();
        return sorted.get(Math.toIntExact(Math.round(Math.ceil(sorted.size() * 0.99))) - 1);
    }

    @Test
    void criticalWorkIsCalledAtOnce_whenStandardWorkFillsThePermits() throws Exception {
        Behaviour slow = Behaviour.DEFAULT.withLatency(new Latency.Fixed(Duration.ofSeconds(8)));
        int permits = 20;
        try (WorkerRig rig = new WorkerRig(getClass(), 1, permits, slow)) {
            rig.startWorkers("a");
            rig.dispatchMany(permits + 5);
            await().atMost(LONG).until(() -> rig.calls() >= permits / 2);
            // Whatever share of the permits standard work may have, it has it all.
            await().during(Duration.ofSeconds(1)).atMost(LONG).until(rig::calls, calls -> calls <= permits);
            long before = rig.calls();

            rig.dispatch(Dispatches.critical("urgent", WANTED));

            await().atMost(Duration.ofSeconds(3)).until(() -> called(rig, "urgent"));
            assertThat(rig.calls()).as("no standard call has ended meanwhile").isEqualTo(before + 1);
            rig.settled(LONG).exactlyOnce().allCompleted();
        }
    }

    private static boolean called(WorkerRig rig, String id) {
        return rig.simulator.ledger().entries(Samples.PROVIDER.value()).stream()
                .anyMatch(entry -> id.equals(entry.caller().requestId()));
    }
}
