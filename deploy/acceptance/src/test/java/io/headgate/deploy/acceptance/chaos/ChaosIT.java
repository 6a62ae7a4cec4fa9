package io.headgate.deploy.acceptance.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.acceptance.chaos.plan.FaultPlan;
import io.headgate.deploy.acceptance.chaos.plan.Planner;
import io.headgate.deploy.acceptance.chaos.run.ChaosReport;
import io.headgate.deploy.acceptance.chaos.run.ChaosRun;
import io.headgate.deploy.acceptance.chaos.run.ChaosSettings;
import io.headgate.deploy.acceptance.cluster.ClusterShape;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A minute of chaos on a small installation, the same each time. */
class ChaosIT {
    private static final long SEED = 43;
    private static final int REQUESTS = 1_200;
    private static final int KILLS = 6;
    private static final Duration LOAD = Duration.ofSeconds(80);

    @TempDir
    Path directory;

    @Test
    @Timeout(420)
    void allThatIsPromisedHolds_whateverIsKilledFrozenAndCutOff() throws Exception {
        ClusterShape shape = ClusterShape.small();
        FaultPlan plan = Planner.draw(SEED, shape, LOAD, KILLS);

        ChaosReport report = new ChaosRun(
                        new ChaosSettings(SEED, shape, LOAD, REQUESTS, plan, directory), System.out::println)
                .run();

        assertThat(report.holds()).as(report::text).isTrue();
        assertThat(report.kills()).as(report::text).isGreaterThanOrEqualTo(5);
        assertThat(report.hits().values()).as(report::text).allMatch(hits -> hits > 0);
        assertThat(report.requests()).as("requests that were taken in").isEqualTo(REQUESTS);
    }
}
