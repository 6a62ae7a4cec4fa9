package io.headgate.worker.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.EmbeddedBroker;
import io.headgate.deploy.embedded.ServerDirectory;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.Latency;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A broker that goes away under load and comes back, on the same address with the same log. */
class BrokerRestartIT {
    private static final int IN_FLIGHT = 100;
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Behaviour HALF_A_SECOND =
            Behaviour.DEFAULT.withLatency(new Latency.Fixed(Duration.ofMillis(500)));

    @Test
    void goesOnByItselfAndLosesNothing_whenTheBrokerRestarts() throws Exception {
        try (ServerDirectory directory = ServerDirectory.temporary();
                EmbeddedBroker broker = new EmbeddedBroker(directory, 0)) {
            broker.start();
            Simulator simulator = WorkerRig.simulator(HALF_A_SECOND);
            List<ProviderSetup> setups = List.of(ProviderSetup.patient("sim", simulator.baseUrl("sim"), IN_FLIGHT));
            try (WorkerRig rig = new WorkerRig(broker.bootstrapServers(), getClass(), 4, simulator, setups)) {
                rig.startWorkers("a");
                rig.dispatchMany(1_000);
                await().atMost(LONG).until(() -> rig.calls() > 300);
                broker.stop();
                long before = rig.calls();
                assertThat(before).as("it went away under load").isLessThan(1_000);
                broker.start();
                rig.dispatchMany("after", 100);

                Outcomes outcomes = rig.settled(LONG).exactlyOnce().allCompleted();
                assertThat(outcomes.repeatedCalls()).isLessThanOrEqualTo(IN_FLIGHT);
                await().atMost(LONG).until(() -> rig.lag() == 0);
            }
        }
    }
}
