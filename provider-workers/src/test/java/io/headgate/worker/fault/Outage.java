package io.headgate.worker.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.FaultPlan;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.message.InferenceResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A minute in which a provider answers every call with an error, between healthy times, under a load that does not ebb. */
final class Outage {
    private static final int PER_SECOND = 50;
    private static final Duration HEALTHY = Duration.ofSeconds(8);
    private static final Duration SICK = Duration.ofSeconds(60);
    /** Within this time of the outage's end all is as before. */
    private static final Duration RECOVERY = Duration.ofSeconds(30);

    private static final Duration WATCHED = Duration.ofSeconds(8);
    private static final Duration WANTED = Duration.ofMinutes(3);

    private final WorkerRig rig;
    private final RouterStandIn router;
    private final Behaviour healthy;

    Outage(WorkerRig rig, RouterStandIn router, Behaviour healthy) {
        this.rig = rig;
        this.router = router;
        this.healthy = healthy;
    }

    void liveThrough() throws Exception {
        Duration all = HEALTHY.plus(SICK).plus(RECOVERY).plus(WATCHED);
        rig.dispatch(Dispatches.first("warm", "sim", WANTED));
        rig.settled(Duration.ofSeconds(30));
        CompletableFuture<Void> load =
                SteadyLoad.start(rig, PER_SECOND, all, i -> Dispatches.first("r" + i, "sim", WANTED));
        Instant began = Instant.now();
        until(began.plus(HEALTHY));
        rig.simulator.behave("sim", healthy.withFaults(FaultPlan.chance("status:503", 1)));
        until(began.plus(HEALTHY).plus(SICK));
        rig.simulator.behave("sim", healthy);
        Instant restored = Instant.now();
        load.join();
        settle();

        Outcomes outcomes = Outcomes.of(rig).exactlyOnce();
        double requests = outcomes.requests().size();
        assertThat(outcomes.calls().size() / requests).as("calls per request").isLessThanOrEqualTo(1.2);
        assertGoodput(restored.plus(RECOVERY), restored.plus(RECOVERY).plus(WATCHED.minusSeconds(1)));
    }

    private static void until(Instant when) throws InterruptedException {
        Thread.sleep(Duration.between(Instant.now(), when));
    }

    /** Nothing is lost: each request has its result, or the router has ended it. */
    private void settle() {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    Set<RequestId> open = new HashSet<>(Outcomes.requests(rig.dispatched()));
                    open.removeAll(router.givenUp());
                    rig.resultIds().forEach(id -> open.remove(new RequestId(id)));
                    assertThat(open).as("requests that have not ended").isEmpty();
                });
    }

    private void assertGoodput(Instant from, Instant to) {
        List<Instant> completed = new ArrayList<>();
        rig.committed(rig.kafka.topics().results()).forEach(record -> {
            if (WorkerRig.readable(rig.codecs.result().decode(record.value())).outcome()
                    instanceof InferenceResult.Completed) {
                completed.add(Instant.ofEpochMilli(record.timestamp()));
            }
        });
        long within = completed.stream()
                .filter(at -> !at.isBefore(from) && at.isBefore(to))
                .count();
        double expected = Duration.between(from, to).toMillis() * PER_SECOND / 1_000.0;
        assertThat(within / expected).as("goodput after the outage").isGreaterThanOrEqualTo(0.95);
    }
}
