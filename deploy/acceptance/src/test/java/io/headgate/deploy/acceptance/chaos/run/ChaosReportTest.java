package io.headgate.deploy.acceptance.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.acceptance.chaos.plan.FaultPlan;
import io.headgate.deploy.acceptance.checker.Finding;
import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Judgement;
import io.headgate.deploy.acceptance.checker.Verdict;
import io.headgate.deploy.acceptance.cluster.ClusterShape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChaosReportTest {
    private static final Deed.Outcome STRUCK = new Deed.Outcome.Struck(Optional.empty());
    private static final Verdict GOOD = new Verdict(List.of());
    private static final FaultPlan PLAN = FaultPlan.parse("""
            8s kill router-1 back 2s
            12s kill-at worker-2 WRITTEN 3
            20s kill router-2 back 2s
            30s duplicates 5""");

    private static ChaosReport report(Verdict verdict, List<String> open, Deed.Outcome ofKillPoint) {
        List<ChaosReport.Line> lines = PLAN.faults().stream()
                .map(planned -> new Deed(
                        planned,
                        0,
                        Duration.ofSeconds(7),
                        planned.equals(PLAN.faults().get(1)) ? ofKillPoint : STRUCK))
                .map(deed -> new ChaosReport.Line(
                        deed, deed.struck() ? Optional.of(Duration.ofMillis(4_200)) : Optional.empty()))
                .toList();
        ChaosSettings settings =
                new ChaosSettings(7, ClusterShape.small(), Duration.ofMinutes(1), 1_000, PLAN, Path.of("."));
        return new ChaosReport(settings, lines, 1_000, open, 1_020, 5, 2, Map.of("worker-1 (exit 1)", 3), verdict);
    }

    @Test
    void holds_whenEveryFaultStruckAndAllEndedAndNothingIsBroken() {
        ChaosReport report = report(GOOD, List.of(), STRUCK);

        assertThat(report.holds()).isTrue();
        assertThat(report.kills()).isEqualTo(3);
        assertThat(report.hits()).isEqualTo(Map.of("router at any time", 2, "worker at WRITTEN", 1));
        assertThat(report.text())
                .contains("kill-at worker-2 WRITTEN 3", "4.2 s", "1,020 calls reached the providers, 1.020 for each")
                .contains("5 duplicates absorbed", "worker-1 (exit 1) ended by itself 3 times", "All that could be");
    }

    @Test
    void doesNotHold_whenAKillPointWasNotHit() {
        ChaosReport report = report(GOOD, List.of(), new Deed.Outcome.NotReached());

        assertThat(report.holds()).isFalse();
        assertThat(report.kills()).isEqualTo(2);
        assertThat(report.hits()).containsEntry("worker at WRITTEN", 0);
        assertThat(report.text()).contains("not reached", "It does not hold");
    }

    @Test
    void doesNotHold_whenARequestHasNoResult() {
        ChaosReport report = report(GOOD, List.of("chaos-00000007-12"), STRUCK);

        assertThat(report.holds()).isFalse();
        assertThat(report.text()).contains("1 without a result: chaos-00000007-12");
    }

    @Test
    void doesNotHold_whenTheCheckerFoundSomething() {
        Verdict broken = new Verdict(List.of(new Judgement(
                Invariant.I2, "2 terminal events of 1 id", new Finding.Broken(1, List.of("acme a-1: two")))));

        assertThat(report(broken, List.of(), STRUCK).holds()).isFalse();
    }
}
