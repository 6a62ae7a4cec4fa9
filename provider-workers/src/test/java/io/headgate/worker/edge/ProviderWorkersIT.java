package io.headgate.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.FaultPlan;
import io.headgate.deploy.simulator.behaviour.Latency;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.topic.HeaderNames;
import io.headgate.worker.Catalogues;
import io.headgate.worker.ProviderWorkers;
import io.headgate.worker.Samples;
import io.headgate.worker.WorkerConfig;
import io.headgate.worker.fault.WorkerRig;
import io.headgate.worker.report.WorkerState.ProviderState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Workers on a real broker, against the simulator. */
class ProviderWorkersIT {
    private static final Behaviour ONE_SECOND = Behaviour.DEFAULT.withLatency(new Latency.Fixed(Duration.ofSeconds(1)));

    @Test
    void onePartitionSustainsAHundredCallsASecond_whenEachTakesOne() throws Exception {
        try (WorkerRig rig = new WorkerRig(getClass(), 1, 600, ONE_SECOND)) {
            ProviderWorkers workers = rig.startWorkers("a");
            await().atMost(Duration.ofSeconds(20)).until(workers::ready);
            rig.dispatchMany("warm", 400);
            awaitResults(rig, 400);
            long began = System.nanoTime();

            rig.dispatchMany(600);

            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> rig.lag() <= 1);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
            assertThat(rig.resultIds()).hasSize(1_000).doesNotHaveDuplicates();
            assertThat(rig.simulator.ledger().calls("sim")).isEqualTo(1_000);
            await().atMost(Duration.ofSeconds(10)).until(() -> rig.lag() == 0);
        }
    }

    private static void awaitResults(WorkerRig rig, int count) {
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> rig.resultIds().size() >= count);
    }

    @Test
    void resultsComeOutOfOrder_andEachOnce_whenLatenciesDiffer() throws Exception {
        Behaviour uneven =
                Behaviour.DEFAULT.withLatency(new Latency.Uniform(Duration.ofMillis(10), Duration.ofMillis(1_500)));
        try (WorkerRig rig = new WorkerRig(getClass(), 1, 50, uneven)) {
            rig.startWorkers("a");
            rig.dispatchMany(150);

            await().atMost(Duration.ofSeconds(30)).until(() -> rig.resultIds().size() >= 150);
            List<String> ids = rig.resultIds();
            assertThat(ids).doesNotHaveDuplicates().hasSize(150);
            assertThat(ids).isNotEqualTo(ids.stream().sorted().toList());
            assertThat(rig.simulator.ledger().peakInFlight("sim")).isLessThanOrEqualTo(50);
            assertThat(rig.committed(rig.kafka.topics().attempts())).hasSize(150);
        }
    }

    @Test
    void nothingIsCalledTwice_whenWorkersComeAndGo() throws Exception {
        Behaviour quick = Behaviour.DEFAULT.withLatency(new Latency.Fixed(Duration.ofMillis(300)));
        try (WorkerRig rig = new WorkerRig(getClass(), 4, 50, quick)) {
            ProviderWorkers first = rig.startWorkers("a");
            rig.dispatchMany(1_500);
            await().atMost(Duration.ofSeconds(20)).until(() -> rig.resultIds().size() > 100);
            ProviderWorkers second = rig.startWorkers("b");
            await().atMost(Duration.ofSeconds(20)).until(second::ready);
            first.close();

            await().atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> new HashSet<>(rig.resultIds()).size() == 1_500);
            assertThat(rig.resultIds()).hasSize(1_500);
            assertThat(rig.simulator.ledger().calls("sim")).isEqualTo(1_500);
        }
    }

    @Test
    void finishedCallsAreCommittedAgainWithoutCalling_whenTheProducerIsFenced() throws Exception {
        Behaviour quick = Behaviour.DEFAULT.withLatency(new Latency.Fixed(Duration.ofMillis(500)));
        try (WorkerRig rig = new WorkerRig(getClass(), 1, 200, quick)) {
            ProviderWorkers workers = rig.startWorkers("a");
            await().atMost(Duration.ofSeconds(20)).until(workers::ready);
            rig.dispatchMany(200);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> rig.simulator.ledger().calls("sim") == 200);

            fence(rig);

            await().atMost(Duration.ofSeconds(30)).until(() -> rig.resultIds().size() >= 200);
            assertThat(rig.resultIds()).hasSize(200).doesNotHaveDuplicates();
            assertThat(rig.simulator.ledger().calls("sim")).isEqualTo(200);
        }
    }

    private static void fence(WorkerRig rig) {
        Map<String, Object> config = rig.kafka.clientProperties();
        config.put("transactional.id", rig.kafka.topics().prefix() + "worker.sim.a");
        try (KafkaProducer<byte[], byte[]> other =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            other.initTransactions();
        }
    }

    @Test
    void everyBadRecordEndsTyped_andTheStreamGoesOn() throws Exception {
        try (WorkerRig rig = new WorkerRig(getClass(), 1, 10, Behaviour.DEFAULT)) {
            rig.startWorkers("a");
            String topic = rig.kafka.topics().dispatch(Samples.PROVIDER);
            rig.publish(new ProducerRecord<>(topic, null, "garbage".getBytes(StandardCharsets.UTF_8)));
            ProducerRecord<byte[], byte[]> attributed = new ProducerRecord<>(topic, null, new byte[0]);
            attributed.headers().add(HeaderNames.ID, "bad-1".getBytes(StandardCharsets.UTF_8));
            attributed.headers().add(HeaderNames.TENANT, "acme".getBytes(StandardCharsets.UTF_8));
            rig.publish(attributed);
            ProducerRecord<byte[], byte[]> nothing = new ProducerRecord<>(topic, null, null);
            nothing.headers().add(HeaderNames.ID, "bad-2".getBytes(StandardCharsets.UTF_8));
            nothing.headers().add(HeaderNames.TENANT, "acme".getBytes(StandardCharsets.UTF_8));
            rig.publish(nothing);
            rig.dispatchMany(1);

            await().atMost(Duration.ofSeconds(20)).until(() -> rig.resultIds().size() >= 3);
            assertThat(rig.resultIds()).containsExactlyInAnyOrder("bad-1", "bad-2", "r0");
            assertThat(rig.committed(rig.kafka.topics().deadletters())).hasSize(1);
            assertThat(rig.committed(rig.kafka.topics().failures())).hasSize(2);
            assertThat(rig.results().stream().filter(r -> code(r) == FailureCode.UNREADABLE_INTERNAL))
                    .hasSize(2);
        }
    }

    @Test
    void goesBackToTheRouter_whenTheProviderFailsOrHasLeft() throws Exception {
        Behaviour down = Behaviour.DEFAULT.withFaults(FaultPlan.chance("status:503", 1));
        try (WorkerRig rig = new WorkerRig(getClass(), 1, 10, down)) {
            rig.startWorkers("a");
            rig.dispatchMany(1);
            await().atMost(Duration.ofSeconds(20)).until(() -> rig.attempts().size() == 1);
            // In place it is repeated twice at most.
            assertThat(rig.simulator.ledger().calls("sim")).isBetween(1L, 3L);
            long before = rig.simulator.ledger().calls("sim");
            rig.catalogue.swap(Catalogues.withoutProviders(rig.catalogue.current()));
            rig.dispatch(Samples.dispatch("left"));

            await().atMost(Duration.ofSeconds(20)).until(() -> rig.attempts().size() == 2);
            assertThat(rig.attempts())
                    .allSatisfy(attempt -> assertThat(attempt.disposition()).isInstanceOf(Disposition.Continue.class));
            assertThat(rig.resultIds()).isEmpty();
            assertThat(rig.simulator.ledger().calls("sim")).isEqualTo(before);
        }
    }

    @Test
    void goesBackToTheRouter_whenTheProviderLeftBeforeTheWorkerBegan() throws Exception {
        try (WorkerRig rig = new WorkerRig(getClass(), 1, 10, Behaviour.DEFAULT)) {
            rig.dispatch(Samples.dispatch("left"));
            rig.catalogue.swap(Catalogues.withoutProviders(rig.catalogue.current()));
            rig.startWorkers("a");

            await().atMost(Duration.ofSeconds(20)).until(() -> rig.attempts().size() == 1);
            assertThat(rig.attempts().getFirst().disposition()).isInstanceOf(Disposition.Continue.class);
            assertThat(rig.simulator.ledger().calls("sim")).isZero();
        }
    }

    @Test
    void endsTypedAndStaysInTheBooks_whenTheResultIsTooLarge() throws Exception {
        Behaviour padded = Behaviour.DEFAULT.withFaults(FaultPlan.script("big-body:40KB"));
        try (WorkerRig rig = new WorkerRig(getClass(), 1, 10, padded)) {
            WorkerConfig named = WorkerConfig.named("a");
            rig.startWorkers(
                    new WorkerConfig("a", named.revokeGrace(), named.drainTime(), named.catalogueWait(), 20_000));
            rig.dispatchMany(1);

            await().atMost(Duration.ofSeconds(20)).until(() -> rig.resultIds().size() == 1);
            assertThat(code(rig.results().getFirst())).isEqualTo(FailureCode.RESULT_TOO_LARGE);
            assertThat(rig.attempts().getFirst().usage()).isNotNull();
        }
    }

    @Test
    void isNotCalled_whenTheDeadlineHasPassed() throws Exception {
        try (WorkerRig rig = new WorkerRig(getClass(), 1, 10, Behaviour.DEFAULT)) {
            ProviderWorkers workers = rig.startWorkers("a");
            rig.dispatch(Samples.dispatch("late", 1, Instant.now().minusSeconds(1), Samples.PROMPT));

            await().atMost(Duration.ofSeconds(20)).until(() -> rig.resultIds().size() == 1);
            assertThat(code(rig.results().getFirst())).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
            assertThat(rig.simulator.ledger().calls("sim")).isZero();
            assertThat(workers.state().providers())
                    .extracting(ProviderState::provider)
                    .containsExactly(new ProviderName("sim"));
        }
    }

    private static FailureCode code(InferenceResult result) {
        return switch (result.outcome()) {
            case InferenceResult.Failed(var failure) -> failure.code();
            case InferenceResult.Completed _ -> FailureCode.UNKNOWN;
        };
    }
}
