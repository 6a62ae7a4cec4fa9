package io.headgate.worker.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.Latency;
import io.headgate.worker.ProviderWorkers;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A thousand calls in flight, and none made twice. */
class RebalanceIT {
    private static final int IN_FLIGHT = 1_000;
    /** Some have always just ended, more of them on a busy machine. */
    private static final int NEARLY_ALL = 900;
    /** Within the 3 s of grace that a revoked partition's calls have. */
    private static final Behaviour WITHIN_THE_GRACE =
            Behaviour.DEFAULT.withLatency(new Latency.Uniform(Duration.ofMillis(1_500), Duration.ofMillis(2_500)));

    private static final Duration LONG = Duration.ofMinutes(2);

    @Test
    void nothingIsCalledTwice_whenASecondWorkerJoinsAndCallsEndWithinTheGrace() throws Exception {
        try (WorkerRig rig = new WorkerRig(getClass(), 8, IN_FLIGHT, WITHIN_THE_GRACE)) {
            rig.startWorkers("a");
            rig.dispatchMany(4_000);
            await().atMost(LONG).until(() -> rig.simulator.ledger().inFlight("sim") >= NEARLY_ALL);
            ProviderWorkers second = rig.startWorkers("b");
            await().atMost(LONG).until(second::ready);
            assertThat(rig.resultIds())
                    .as("the second joined in the middle of it")
                    .hasSizeLessThan(4_000);

            Outcomes outcomes = rig.settled(LONG).exactlyOnce().allCompleted();
            assertThat(rig.group.partitionsOf("b")).isNotEmpty();
            assertThat(outcomes.calls()).hasSize(4_000);
        }
    }

    @Test
    void nothingIsCalledTwice_whenCommitsFailAgainAndAgain() throws Exception {
        try (WorkerRig rig = new WorkerRig(getClass(), 8, IN_FLIGHT, WITHIN_THE_GRACE)) {
            rig.startWorkers("a");
            rig.dispatchMany(3_000);
            await().atMost(LONG).until(() -> rig.simulator.ledger().inFlight("sim") >= NEARLY_ALL);
            for (int i = 0; i < 3; i++) {
                int before = rig.resultIds().size();
                fence(rig);
                await().atMost(LONG).until(() -> rig.resultIds().size() > before);
            }

            Outcomes outcomes = rig.settled(LONG).exactlyOnce().allCompleted();
            assertThat(outcomes.calls()).hasSize(3_000);
        }
    }

    /** Another producer of the worker's transactional id: the worker's own is useless from here on. */
    private static void fence(WorkerRig rig) {
        Map<String, Object> config = rig.kafka.clientProperties();
        config.put("transactional.id", rig.kafka.topics().prefix() + "worker.sim.a");
        try (KafkaProducer<byte[], byte[]> other =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            other.initTransactions();
        }
    }
}
