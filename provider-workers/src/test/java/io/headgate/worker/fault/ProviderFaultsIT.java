package io.headgate.worker.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.headgate.deploy.embedded.TestServers;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.FaultPlan;
import io.headgate.deploy.simulator.behaviour.Latency;
import io.headgate.deploy.simulator.ledger.LedgerEntry;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.topic.HeaderNames;
import io.headgate.worker.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What providers do to their callers, and strangers to topics, through a whole worker with a small heap. */
class ProviderFaultsIT {
    private static final int SMALL_HEAP_MEGABYTES = 128;
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration WANTED = Duration.ofMinutes(5);

    /** What an attempt may be after this fault: unknown once a byte of it may have been billed. */
    private static Map<String, Set<AttemptStatus>> faults() {
        Set<AttemptStatus> unknown = EnumSet.of(AttemptStatus.UNKNOWN);
        Map<String, Set<AttemptStatus>> faults = new LinkedHashMap<>();
        faults.put("hang", unknown);
        faults.put("slow-body:30s", unknown);
        // Who knows that nothing was read may call again in place.
        faults.put(
                "reset-before-read",
                EnumSet.of(AttemptStatus.UNKNOWN, AttemptStatus.RETRYABLE, AttemptStatus.COMPLETED));
        faults.put("reset-after-read", unknown);
        faults.put("reset-in-body", unknown);
        faults.put("half-close", unknown);
        faults.put("html", unknown);
        faults.put("truncated-json", unknown);
        faults.put("huge-headers:512KB", unknown);
        faults.put("big-body:64MB", unknown);
        faults.put("gzip-bomb:256MB", unknown);
        faults.put("redirect:/elsewhere", EnumSet.of(AttemptStatus.REFUSED));
        return faults;
    }

    /** Three parts, side by side: most of a fault is waiting for it. */
    static Stream<Map<String, Set<AttemptStatus>>> partsOfFaults() {
        List<Map<String, Set<AttemptStatus>>> parts =
                List.of(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        int next = 0;
        for (Map.Entry<String, Set<AttemptStatus>> fault : faults().entrySet()) {
            parts.get(next++ % parts.size()).put(fault.getKey(), fault.getValue());
        }
        return parts.stream();
    }

    @ParameterizedTest
    @MethodSource("partsOfFaults")
    @Execution(CONCURRENT)
    void everyFaultEndsTypedAndNothingIsStuck_whenTheHeapIsSmall(Map<String, Set<AttemptStatus>> faults)
            throws Exception {
        Simulator simulator = WorkerRig.simulator(Behaviour.DEFAULT);
        ProviderSetup hasty = ProviderSetup.patient("sim", simulator.baseUrl("sim"), 8)
                .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(4));
        try (WorkerRig rig = rig(simulator, hasty)) {
            WorkerProcess worker = rig.startProcess(WorkerProcess.Plan.of("a").withHeap(SMALL_HEAP_MEGABYTES));
            for (Map.Entry<String, Set<AttemptStatus>> fault : faults.entrySet()) {
                String id = fault.getKey().replace(':', '-').replace('/', '-');
                rig.simulator.behave("sim", Behaviour.DEFAULT.withFaults(FaultPlan.script(fault.getKey())));
                rig.dispatch(Dispatches.first(id, "sim", WANTED));
                rig.settled(LONG);
                // Two good ones for each bad one, so that no breaker has a reason to open.
                rig.dispatchMany("well-after-" + id, 2);
                rig.settled(LONG);
                assertThat(status(rig, id)).as(fault.getKey()).isIn(fault.getValue());
            }

            Outcomes outcomes = Outcomes.of(rig).exactlyOnce();
            assertThat(outcomes.results()).hasSizeGreaterThanOrEqualTo(2 * faults.size());
            assertThat(outcomes.calls().stream().map(LedgerEntry::fault).filter(Objects::nonNull))
                    .as("each fault was played")
                    .hasSize(faults.size());
            assertThat(worker.isAlive()).isTrue();
        }
    }

    private WorkerRig rig(Simulator simulator, ProviderSetup setup) throws Exception {
        return new WorkerRig(TestServers.shared().bootstrapServers(), getClass(), 1, simulator, List.of(setup));
    }

    private static AttemptStatus status(WorkerRig rig, String id) {
        return rig.attempts().stream()
                .filter(attempt -> attempt.key().request().value().equals(id))
                .map(attempt -> attempt.summary().status())
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Execution(CONCURRENT)
    void callsStopForAsLongAsAsked_whenAProviderIsOverrun() throws Exception {
        Duration asked = Duration.ofSeconds(4);
        int refusals = 10;
        String[] storm = Collections.nCopies(refusals, "status:429;retry-after=" + asked.toSeconds() + "s")
                .toArray(String[]::new);
        Behaviour overrun = Behaviour.DEFAULT
                .withLatency(new Latency.Fixed(Duration.ofMillis(100)))
                .withFaults(FaultPlan.script(storm));
        int requests = 200;
        try (WorkerRig rig = new WorkerRig(getClass(), 1, refusals, overrun);
                RouterStandIn router = new RouterStandIn(rig)) {
            rig.startWorkers("a");
            rig.dispatchAll(IntStream.range(0, requests)
                    .mapToObj(i -> Dispatches.first("r" + i, "sim", WANTED))
                    .toList());
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(400))
                    .until(() -> rig.resultIds().size() + router.givenUp().size() >= requests);

            Outcomes outcomes = Outcomes.of(rig).exactlyOnce();
            assertThat(quietAfterTheFirstRefusal(outcomes)).isGreaterThan(asked.minusMillis(500));
            assertThat(outcomes.calls().size()).isLessThanOrEqualTo(requests * 12 / 10);
            outcomes.allCompleted();
        }
    }

    /** From the last call that was under way when the provider first said "wait" to the next one. */
    private static Duration quietAfterTheFirstRefusal(Outcomes outcomes) {
        Instant refused = Objects.requireNonNull(
                outcomes.calls().getFirst().answeredAt(), "the first call was answered by a refusal");
        // What was being sent at that moment may still arrive.
        Instant heard = refused.plusMillis(500);
        return outcomes.calls().stream()
                .map(LedgerEntry::receivedAt)
                .filter(received -> received.isAfter(heard))
                .findFirst()
                .map(next -> Duration.between(refused, next))
                .orElseThrow();
    }

    @Test
    @Execution(CONCURRENT)
    void poisonEndsTypedAndNothingIsStuck_whenTheHeapIsSmall() throws Exception {
        byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
        byte[] large = new byte[7 << 20];
        Simulator simulator = WorkerRig.simulator(Behaviour.DEFAULT);
        try (WorkerRig rig = rig(simulator, ProviderSetup.patient("sim", simulator.baseUrl("sim"), 8))) {
            rig.dispatchMany("before", 5);
            for (byte @Nullable [] value : new byte @Nullable [][] {garbage, new byte[0], null, large}) {
                String name = value == null ? "null" : "bytes-" + value.length;
                rig.publish(poison(rig, value));
                rig.dispatchMany("after-" + name, 2);
                ProducerRecord<byte[], byte[]> attributed = poison(rig, value);
                attributed.headers().add(HeaderNames.ID, ("bad-" + name).getBytes(StandardCharsets.UTF_8));
                attributed.headers().add(HeaderNames.TENANT, "acme".getBytes(StandardCharsets.UTF_8));
                rig.publish(attributed);
            }
            rig.dispatchMany("last", 5);
            WorkerProcess worker = rig.startProcess(WorkerProcess.Plan.of("a").withHeap(SMALL_HEAP_MEGABYTES));

            await().atMost(LONG).pollInterval(Duration.ofMillis(400)).until(() -> rig.lag() == 0);
            assertThat(rig.attempts().stream().map(Attempt::key))
                    .containsExactlyInAnyOrderElementsOf(rig.dispatched().stream()
                            .map(dispatch -> dispatch.request().key())
                            .toList());
            assertThat(rig.resultIds())
                    .doesNotHaveDuplicates()
                    .contains("bad-bytes-7", "bad-bytes-0", "bad-null", "bad-bytes-" + large.length)
                    .hasSize(rig.dispatched().size() + 4);
            assertThat(rig.committed(rig.kafka.topics().deadletters())).hasSize(4);
            assertThat(worker.isAlive()).isTrue();
        }
    }

    private static ProducerRecord<byte[], byte[]> poison(WorkerRig rig, byte @Nullable [] value) {
        return new ProducerRecord<>(rig.kafka.topics().dispatch(Samples.PROVIDER), null, value);
    }
}
