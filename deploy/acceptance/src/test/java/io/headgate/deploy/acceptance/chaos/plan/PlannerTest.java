package io.headgate.deploy.acceptance.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.deploy.acceptance.chaos.plan.Fault.Kill;
import io.headgate.deploy.acceptance.chaos.plan.Fault.KillAt;
import io.headgate.deploy.acceptance.cluster.ClusterShape;
import io.headgate.worker.edge.Milestone;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Duration LOAD = Duration.ofMinutes(5);

    @Test
    void theSameSeedIsTheSamePlan_andAnotherIsAnother() {
        FaultPlan plan = Planner.draw(7, ClusterShape.whole(), LOAD, 12);

        assertThat(Planner.draw(7, ClusterShape.whole(), LOAD, 12)).isEqualTo(plan);
        assertThat(Planner.draw(8, ClusterShape.whole(), LOAD, 12)).isNotEqualTo(plan);
    }

    @Test
    void aPlanIsReadAsItWasPrinted() {
        LongStream.range(0, 200).forEach(seed -> {
            FaultPlan plan = Planner.draw(seed, ClusterShape.whole(), LOAD, 20);

            assertThat(FaultPlan.parse("# drawn\n\n" + plan.text()))
                    .as("seed %d", seed)
                    .isEqualTo(plan);
        });
    }

    @Test
    void tenKillsAreOfEveryKindAndAtEveryMilestone() {
        FaultPlan plan = Planner.draw(1, ClusterShape.whole(), LOAD, 10);

        assertThat(plan.kills()).isEqualTo(10);
        assertThat(plan.faults())
                .extracting(planned -> planned.fault() instanceof Kill(var process, var _)
                        ? process.replaceFirst("-\\d", "")
                        : planned.fault() instanceof KillAt(var _, var milestone, var _) ? milestone : "")
                .contains("router", "worker", "metering", "api", "broker")
                .containsAll(Arrays.stream(Milestone.values()).map(Enum::name).toList());
    }

    @Test
    void everyWayToGoWrongComesOnce_whenThereIsTime() {
        FaultPlan plan = Planner.draw(3, ClusterShape.whole(), Duration.ofMinutes(20), 20);

        assertThat(plan.faults())
                .extracting(planned -> planned.fault().getClass().getSimpleName())
                .contains(Arrays.stream(Fault.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .toArray(String[]::new));
    }

    @Test
    void faultsBeginOneAfterAnotherWithinTheLoad() {
        FaultPlan plan = Planner.draw(5, ClusterShape.small(), Duration.ofMinutes(1), 5);

        assertThat(plan.faults())
                .extracting(FaultPlan.Planned::at)
                .isSorted()
                .allSatisfy(at -> assertThat(at).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(45)));
        assertThat(plan.kills()).isEqualTo(5);
    }

    @Test
    void aPlanWithoutKillsOrWithoutTimeIsRefused() {
        assertThatThrownBy(() -> Planner.draw(1, ClusterShape.small(), LOAD, 0)).hasMessageContaining("seen 0 kills");
        assertThatThrownBy(() -> Planner.draw(1, ClusterShape.small(), Duration.ofSeconds(5), 3))
                .hasMessageContaining("PT5S");
    }

    @Test
    void aLineThatIsNoFaultIsNamed() {
        assertThatThrownBy(() -> FaultPlan.parse("12s explode worker-1"))
                .hasMessageContaining("'explode worker-1'")
                .hasMessageContaining("allowed: kill worker-1");
        assertThatThrownBy(() -> FaultPlan.parse("12s")).hasMessageContaining("'12s'");
    }
}
