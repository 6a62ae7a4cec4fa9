package io.headgate.deploy.acceptance.defect;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.acceptance.checker.Finding;
import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Verdict;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.FaultPlan;
import io.headgate.deploy.simulator.behaviour.LatencyText;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The checker finds each mistake that is planted, under the kill that shows it, and finds nothing where none is. A few of
 * them unless {@code -Dheadgate.defects=all}, or names of them, asks for others. Several run at once: each waits for most
 * of its time, for sessions that are to end and topics that are to be quiet.
 */
@Execution(ExecutionMode.CONCURRENT)
class PlantedDefectsIT {
    @TempDir
    Path directory;

    static List<Defect> chosen() {
        return Defects.chosen(System.getProperty("headgate.defects", "few"));
    }

    @ParameterizedTest
    @MethodSource("chosen")
    void theCheckerFindsIt(Defect defect) throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorConfig.of(
                provider("first", FaultPlan.chance("status:503", 0.08).andChance("reset-in-body", 0.04))
                        .withApiKey(Batch.CANARIES.secrets().getFirst()),
                provider("second", FaultPlan.NONE)))) {
            PlantedRun run = new PlantedRun(directory, defect, simulator);

            Verdict verdict = run.verdict();

            System.out.printf("%s: broken are %s%n", defect.name(), verdict.broken());
            assertThat(run.trace().failed())
                    .as("places that could not be rewritten")
                    .isEmpty();
            assertThat(run.trace().woven())
                    .as("places that were rewritten")
                    .containsAll(defect.weaves().stream().map(Weave::type).toList());
            assertThat(run.trace().hits()).as("how often the mistake was made").isPositive();
            if (defect.breaks() == null) {
                assertThat(verdict.broken()).as(verdict.text()).isEmpty();
                assertThat(verdict.notJudged()).as(verdict.text()).isSubsetOf(Invariant.I15, Invariant.I16);
            } else {
                assertThat(verdict.of(defect.breaks())).as(verdict.text()).isInstanceOf(Finding.Broken.class);
            }
        }
    }

    private static SimulatedProvider provider(String name, FaultPlan faults) {
        return SimulatedProvider.named(name)
                .withPrices("0.15", "0.60", "USD")
                .withBehaviour(Behaviour.DEFAULT
                        .withLatency(LatencyText.parse("uniform:300ms..1200ms"))
                        .withFaults(faults));
    }
}
