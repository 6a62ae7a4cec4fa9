package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.RouterConfig;
import io.headgate.router.Samples;
import io.headgate.router.budget.Budgets;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.FailureCode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that a crash cut off, in the topology: an attempt holds 1,017 tokens. */
class OrphanTopologyTest {
    private static final long HELD = 1_017;

    @TempDir
    Path stateDir;

    private BudgetDriver driver;

    @BeforeEach
    void start() {
        driver = new BudgetDriver(stateDir, RouterConfig.DEFAULT_MAX_RECORD_BYTES);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void aCallThatWasCutOffAndRepeated_isChargedOnceBesideTheRepeatedOne() {
        driver.limit(Budgets.limit(Measure.TOKENS, Window.DAY, "2000"));
        driver.admit("r-1");
        driver.over("r-1/1", AttemptStatus.COMPLETED, 20L, null);
        driver.orphaned(Budgets.orphan("r-1/1", HELD, null, Samples.NOW));
        driver.orphaned(Budgets.orphan("r-1/1", HELD, null, Samples.NOW));
        assertThat(driver.counter().spent()).isEqualByComparingTo("1037");
        assertThat(driver.counter().overshot()).isZero();
        assertThat(driver.counts().charges()).isEqualTo(1);
        driver.admit("r-2");
        assertThat(driver.failure().code()).isEqualTo(FailureCode.BUDGET_EXCEEDED);
    }

    @Test
    void whatTheOpenAttemptHolds_isNotTouchedByTheCallBeforeIt() {
        driver.limit(Budgets.limit(Measure.TOKENS, Window.DAY, "1500"));
        driver.admit("r-1");
        driver.orphaned(Budgets.orphan("r-1/1", HELD, null, Samples.NOW));
        assertThat(driver.counter().reserved()).isEqualByComparingTo("1017");
        assertThat(driver.counter().overshot()).as("beyond 1,500").isEqualByComparingTo("534");
        assertThat(driver.counts().overshoots(Measure.TOKENS)).isEqualTo(1);
        driver.over("r-1/1", AttemptStatus.COMPLETED, 20L, null);
        assertThat(driver.counter().spent()).isEqualByComparingTo("1037");
        assertThat(driver.counter().reserved()).isZero();
    }

    @Test
    void whatWasChargedIsRemembered_untilItCannotComeAgain() {
        driver.limit(Budgets.limit(Measure.TOKENS, Window.MONTH, "100000"));
        driver.orphaned(Budgets.orphan("r-1/1", HELD, null, Samples.NOW));
        driver.orphaned(Budgets.orphan("r-2/1", HELD, null, Samples.NOW.plusSeconds(1)));
        assertThat(driver.keys("o/")).hasSize(2);
        driver.sleep(Duration.ofDays(40));
        driver.orphaned(Budgets.orphan("r-3/1", HELD, null, Samples.NOW.plus(Duration.ofDays(40))));
        assertThat(driver.keys("o/")).singleElement().asString().endsWith("/r-3/1");
    }

    @Test
    void oneThatNoLimitCounts_leavesNothingBehind() {
        driver.limit(Budgets.limit(Measure.REQUESTS, Window.DAY, "100"));
        driver.orphaned(Budgets.orphan("r-1/1", HELD, "0.1", Samples.NOW));
        assertThat(driver.entries()).isZero();
        assertThat(driver.counts().charges()).isZero();
    }

    @Test
    void oneThatCannotBeRead_isBuried_andBooksThatCannotBeReadStopNothing() {
        driver.limit(Budgets.limit(Measure.TOKENS, Window.DAY, "100000"));
        driver.unreadableOrphan();
        assertThat(driver.deadLetters()).isEqualTo(1);
        driver.store().put("a/acme", new byte[] {9});
        driver.orphaned(Budgets.orphan("r-1/1", HELD, null, Samples.NOW));
        assertThat(driver.counts().charges()).isZero();
    }
}
