package io.headgate.worker.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.Latency;
import io.headgate.worker.ProviderWorkers;
import io.headgate.worker.WorkerConfig;
import io.headgate.worker.edge.Milestone;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A bug of ours in the loop itself. */
class BrokenLoopIT {
    private static final int IN_FLIGHT = 60;

    /** What had finished is not committed as complete when the broken session leaves its group: it comes again. */
    @Test
    void eachDispatchEndsOnce_whenTheLoopBreaksInTheMiddleOfTransactions() throws Exception {
        Behaviour uneven =
                Behaviour.DEFAULT.withLatency(new Latency.Uniform(Duration.ofMillis(50), Duration.ofMillis(400)));
        int breaks = 4;
        AtomicInteger written = new AtomicInteger();
        Milestone.Listener bug = milestone -> {
            int count = milestone == Milestone.WRITTEN ? written.incrementAndGet() : 0;
            if (count % 5 == 4 && count < 5 * breaks) {
                throw new IllegalStateException("broken on purpose");
            }
        };
        try (WorkerRig rig = new WorkerRig(getClass(), 2, IN_FLIGHT, uneven)) {
            rig.dispatchMany(600);
            ProviderWorkers workers = rig.startWorkers(WorkerConfig.named("a"), bug);

            Outcomes outcomes = rig.settled(Duration.ofMinutes(1)).exactlyOnce().allCompleted();
            assertThat(workers.state().providers().getFirst().counts().broken()).isEqualTo(breaks);
            assertThat(outcomes.repeatedCalls()).isLessThanOrEqualTo((long) breaks * IN_FLIGHT);
        }
    }
}
