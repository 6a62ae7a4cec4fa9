package io.headgate.worker.call.exchange;

import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.FaultPlan;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.ledger.LedgerEntry;
import io.headgate.deploy.simulator.misbehaviour.MisbehaviourCase;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** All cases side by side, each at a simulated provider of its own, whose first call meets it. */
final class MisbehaviourRun implements AutoCloseable {
    private static final int AT_ONCE = 8;

    private final List<MisbehaviourCase> cases;
    private final Simulator simulator;
    private final ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
    private final Map<MisbehaviourCase, Future<MisbehavingCall>> calls = new HashMap<>();

    MisbehaviourRun(List<MisbehaviourCase> cases) {
        this.cases = cases;
        this.simulator = Simulator.start(SimulatorConfig.of(IntStream.range(0, cases.size())
                .mapToObj(index -> provider(index, cases.get(index)))
                .toArray(SimulatedProvider[]::new)));
        for (MisbehaviourCase met : cases) {
            calls.put(met, callers.submit(() -> MisbehavingCall.of(met, simulator.origin(provider(met)))));
        }
    }

    private static SimulatedProvider provider(int index, MisbehaviourCase met) {
        return SimulatedProvider.named("case-" + index)
                .withBehaviour(Behaviour.DEFAULT
                        .withReplyTokens(new Behaviour.TokenRange(24, 48))
                        .withFaults(FaultPlan.script(met.fault())));
    }

    private String provider(MisbehaviourCase met) {
        return "case-" + cases.indexOf(met);
    }

    /** Waits for it. */
    MisbehavingCall call(MisbehaviourCase met) throws Exception {
        return Objects.requireNonNull(calls.get(met)).get();
    }

    /** What the provider has in its books when it has nobody left to answer, which it is given ten seconds for. */
    List<LedgerEntry> entries(MisbehaviourCase met) throws Exception {
        call(met);
        Awaitility.await(met.name())
                .pollDelay(Duration.ZERO)
                .until(() -> simulator.ledger().inFlight(provider(met)) == 0);
        return simulator.ledger().entries(provider(met));
    }

    @Override
    public void close() {
        callers.shutdownNow();
        simulator.close();
    }
}
