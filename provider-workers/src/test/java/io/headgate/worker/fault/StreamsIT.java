package io.headgate.worker.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.FaultPlan;
import io.headgate.deploy.simulator.behaviour.Latency;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Delta;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.worker.Samples;
import io.headgate.worker.call.stream.Chunks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a client is shown of a streamed reply, on a real broker. */
class StreamsIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Behaviour TALKING = Behaviour.DEFAULT.withLatency(new Latency.Fixed(Duration.ofMillis(20)));

    private static WorkerRig rig(Behaviour behaviour) throws Exception {
        WorkerRig rig = new WorkerRig(StreamsIT.class, 1, 10, behaviour);
        Catalogue plain = rig.catalogue.current();
        Model model = new Model(
                Samples.TARGET.model(),
                Samples.PROVIDER,
                Samples.TARGET.providerModel(),
                Set.of(Capability.STREAMING),
                10_000,
                null,
                List.of(),
                null);
        rig.catalogue.swap(new Catalogue(
                plain.revision(),
                plain.defaults(),
                plain.providers(),
                Map.of(model.name(), model),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of()));
        return rig;
    }

    private static List<Delta> deltas(WorkerRig rig) {
        return rig.committed(rig.kafka.topics().deltas()).stream()
                .map(record -> WorkerRig.readable(rig.codecs.delta().decode(record.value())))
                .toList();
    }

    private static String text(List<Delta> stream) {
        return stream.stream()
                .map(delta ->
                        Chunks.of(delta.chunk()).at("/choices/0/delta/content").asText(""))
                .collect(Collectors.joining());
    }

    private static String text(InferenceResult result) {
        String response = ((InferenceResult.Completed) result.outcome()).response();
        return Chunks.of(response).at("/choices/0/message/content").asText("");
    }

    private static void awaitWhole(WorkerRig rig) {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> deltas(rig).stream().anyMatch(Delta::last)
                        && !rig.results().isEmpty());
    }

    @Test
    void piecesAreTheResult_inOrder() throws Exception {
        try (WorkerRig rig = rig(TALKING)) {
            rig.startWorkers("a");
            rig.dispatch(Samples.dispatch("r1"));
            awaitWhole(rig);

            List<Delta> stream = deltas(rig);
            assertThat(text(stream)).isNotEmpty().isEqualTo(text(rig.results().getFirst()));
            assertThat(stream)
                    .extracting(Delta::sequence)
                    .containsExactlyElementsOf(
                            LongStream.range(0, stream.size()).boxed().toList());
            assertThat(stream).filteredOn(delta -> delta.end() != null).containsExactly(stream.getLast());
            assertThat(stream).extracting(Delta::restart).containsOnly(false);
            assertThat(rig.attempts().getFirst().usage()).isNotNull();
        }
    }

    @Test
    void streamThatWasCutIsReplaced_byThatOfTheNextAttempt() throws Exception {
        try (WorkerRig rig = rig(TALKING.withFaults(FaultPlan.script("stream-cut:4")))) {
            rig.startWorkers("a");
            rig.dispatch(Samples.dispatch("r1"));
            await().atMost(LONG).until(() -> rig.attempts().size() == 1);
            Attempt cut = rig.attempts().getFirst();
            assertThat(cut.summary().status()).isEqualTo(AttemptStatus.UNKNOWN);
            rig.dispatch(Dispatches.after(Samples.dispatch("r1"), List.of(cut.summary())));
            awaitWhole(rig);

            Map<Integer, List<Delta>> streams = deltas(rig).stream().collect(Collectors.groupingBy(Delta::number));
            List<Delta> first = streams.getOrDefault(1, List.of());
            List<Delta> second = streams.getOrDefault(2, List.of());
            assertThat(first.getLast().end()).isEqualTo(Delta.End.FAILED);
            assertThat(first).extracting(Delta::last).containsOnly(false);
            assertThat(second.getFirst().restart()).isTrue();
            assertThat(second.getLast().end()).isEqualTo(Delta.End.COMPLETED);
            assertThat(text(second)).isEqualTo(text(rig.results().getFirst()));
        }
    }
}
