package io.headgate.worker.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.Latency;
import io.headgate.worker.edge.Milestone;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** kill -9 of a worker, by a real signal, and another process of its name in its place. */
class KillIT {
    private static final int IN_FLIGHT = 40;
    private static final Behaviour UNEVEN =
            Behaviour.DEFAULT.withLatency(new Latency.Uniform(Duration.ofMillis(50), Duration.ofMillis(600)));
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration START = Duration.ofMinutes(1);

    @ParameterizedTest
    @Execution(CONCURRENT)
    @EnumSource
    void eachDispatchEndsOnce_andOnlyCallsInFlightAreRepeated_whenKilledAt(Milestone point) throws Exception {
        try (WorkerRig rig = new WorkerRig(getClass(), 2, IN_FLIGHT, UNEVEN)) {
            rig.dispatchMany(250);
            WorkerProcess doomed = rig.startProcess(
                    WorkerProcess.Plan.of("a").thatDoesToItself(Sabotage.Deed.KILL, point, hit(point)));
            doomed.awaitOwnDeath(START);
            long inFlight = 250 - rig.resultIds().size();
            assertThat(inFlight).as("there was work left").isPositive();
            List<String> done = rig.resultIds();

            rig.startProcess("a");

            Outcomes outcomes = rig.settled(LONG).exactlyOnce().allCompleted();
            assertThat(outcomes.repeatedCalls()).isLessThanOrEqualTo(IN_FLIGHT);
            assertThat(outcomes.callsByAttempt().values()).allMatch(calls -> calls <= 2);
            assertThat(outcomes.repeated())
                    .as("what was committed is not called again")
                    .noneMatch(attempt -> done.contains(attempt.substring(0, attempt.indexOf('/'))));
        }
    }

    /** In the middle of things: calls are counted one by one, transactions are many calls each. */
    private static int hit(Milestone point) {
        return switch (point) {
            case TAKEN, CALLING, ANSWERED -> 120;
            case WRITTEN, COMMITTED -> 12;
        };
    }

    @Test
    @Execution(CONCURRENT)
    void eachDispatchEndsOnce_whenKilledAgainAndAgainAtAnyTime() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        int kills = 4;
        try (WorkerRig rig = new WorkerRig(getClass(), 2, IN_FLIGHT, UNEVEN)) {
            rig.dispatchMany(500);
            for (int i = 0; i < kills; i++) {
                WorkerProcess doomed = rig.startProcess("a");
                long before = rig.calls();
                await().atMost(START).until(() -> rig.calls() > before);
                Thread.sleep(random.nextLong(400));
                doomed.kill();
            }
            rig.startProcess("a");

            Outcomes outcomes = rig.settled(LONG);
            assertThat(outcomes.repeatedCalls()).as("seed %d", seed).isBetween(1L, (long) kills * IN_FLIGHT);
            outcomes.exactlyOnce().allCompleted();
            assertThat(outcomes.orphans())
                    .as("every call that the crashes cut off was announced; seed %d", seed)
                    .containsAll(outcomes.unmatchedCalls());
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    @Test
    @Execution(CONCURRENT)
    void intentsWithoutOutcomeAreTheProvidersUnmatchedBills_whenKilledInMidCall() throws Exception {
        Behaviour slow = Behaviour.DEFAULT.withLatency(new Latency.Fixed(Duration.ofSeconds(4)));
        try (WorkerRig rig = new WorkerRig(getClass(), 2, IN_FLIGHT, slow)) {
            WorkerProcess doomed = rig.startProcess("a");
            // Fewer than may be in flight: some permits are kept for critical work.
            int calls = IN_FLIGHT / 2;
            rig.dispatchMany(calls);
            await().atMost(START).until(() -> rig.calls() == calls);
            doomed.kill();
            rig.startProcess("a");

            Outcomes outcomes = rig.settled(LONG).exactlyOnce();
            assertThat(outcomes.unmatchedCalls()).hasSize(calls);
            assertThat(outcomes.orphans()).isEqualTo(outcomes.unmatchedCalls());
        }
    }
}
