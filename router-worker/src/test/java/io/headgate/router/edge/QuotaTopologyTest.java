package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Samples;
import io.headgate.router.budget.Account;
import io.headgate.router.budget.AccountId;
import io.headgate.router.budget.Budgets;
import io.headgate.router.budget.Counter;
import io.headgate.router.budget.CounterKey;
import io.headgate.router.budget.Scope;
import io.headgate.router.budget.Span;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.QuotaState;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of limits, and when. A request holds 1,017 tokens. */
class QuotaTopologyTest {
    private static final Instant LATE = Instant.parse("2026-11-30T23:59:50Z");
    private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Limit TOKENS = Budgets.limit(Measure.TOKENS, Window.MONTH, "100000");
    private static final Limit COST = Budgets.limit(Measure.COST, Window.MONTH, "50");

    @TempDir
    Path stateDir;

    private QuotaDriver driver;

    @BeforeEach
    void start() {
        driver = new QuotaDriver(stateDir, LATE);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void whatIsHeldAndSpent_isToldOnceASecond_howeverManyRequestsThereAre() {
        driver.limit(TOKENS, COST);
        for (int i = 0; i < 5; i++) {
            driver.admit("r-" + i);
        }
        assertThat(driver.told()).as("before a second is over").isEmpty();
        driver.pass(SECOND);
        List<QuotaState> held = driver.told();
        assertThat(held).extracting(QuotaState::quota).hasToString("[acme/tokens/month, acme/cost/month/USD]");
        assertThat(held.getFirst().reserved()).isEqualByComparingTo("5085");
        assertThat(held.getFirst().limit()).isEqualByComparingTo("100000");
        assertThat(held.getFirst().zone()).isEqualTo(ZoneId.of("UTC"));
        for (int i = 0; i < 5; i++) {
            driver.over("r-" + i, 20, "0.004");
        }
        driver.pass(SECOND);
        List<QuotaState> spent = driver.told();
        assertThat(spent).hasSize(2).allSatisfy(state -> {
            assertThat(state.reserved()).isZero();
            assertThat(state.sequence()).isGreaterThan(held.getLast().sequence());
        });
        assertThat(spent.getFirst().spent()).isEqualByComparingTo("100");
        assertThat(spent.getLast().spent()).isEqualByComparingTo("0.020");
        driver.pass(Duration.ofSeconds(5));
        assertThat(driver.told()).as("nothing changed").isEmpty();
    }

    @Test
    void aMonthThatIsOver_endsWithWhatWasSettledAfterItsEnd_andThePresentOneIsTheLastOfItsKey() {
        driver.limit(TOKENS);
        driver.admit("old-1");
        driver.admit("old-2");
        driver.over("old-1", 500, null);
        driver.pass(Duration.ofSeconds(30));
        driver.told();
        driver.admit("new-1");
        driver.pass(SECOND);
        assertThat(driver.told())
                .satisfiesExactly(
                        old -> {
                            assertThat(old.windowEnd()).isEqualTo(DECEMBER);
                            assertThat(old.spent()).isEqualByComparingTo("500");
                            assertThat(old.reserved()).isEqualByComparingTo("1017");
                        },
                        now -> assertThat(now.windowStart()).isEqualTo(DECEMBER));
        driver.over("old-2", 1_100, null);
        driver.pass(SECOND);
        assertThat(driver.told())
                .satisfiesExactly(
                        old -> {
                            assertThat(old.windowEnd()).isEqualTo(DECEMBER);
                            assertThat(old.spent()).isEqualByComparingTo("1600");
                            assertThat(old.reserved()).isZero();
                            assertThat(old.overshot()).isEqualByComparingTo("83");
                        },
                        now -> {
                            assertThat(now.windowStart()).isEqualTo(DECEMBER);
                            assertThat(now.spent()).isZero();
                            assertThat(now.reserved()).isEqualByComparingTo("1017");
                        });
        assertThat(windows()).as("a call of November may be found orphaned").hasSize(1);
        driver.sleep(Duration.ofDays(32));
        driver.admit("newer");
        driver.pass(Duration.ofSeconds(3));
        assertThat(windows())
                .as("what is final and told is forgotten when the next month is over")
                .singleElement()
                .asString()
                .contains("/" + DECEMBER.toEpochMilli());
    }

    @Test
    void aMonthThatIsOver_isToldAgainWhenACallOfItTurnsOutToBeOrphaned() {
        driver.limit(TOKENS);
        driver.admit("old");
        driver.over("old", 500, null);
        driver.pass(Duration.ofSeconds(30));
        driver.admit("new");
        driver.pass(SECOND);
        driver.told();
        driver.orphaned(Budgets.orphan("old/1", 1_017, null, LATE));
        driver.pass(SECOND);
        assertThat(driver.told())
                .satisfiesExactly(
                        old -> {
                            assertThat(old.windowEnd()).isEqualTo(DECEMBER);
                            assertThat(old.spent()).isEqualByComparingTo("1517");
                        },
                        now -> assertThat(now.spent()).isZero());
    }

    private List<String> windows() {
        return driver.keys().stream().filter(key -> key.startsWith("w/")).toList();
    }

    @Test
    void aMonthThatIsLeftAtOnce_isToldAllTheSame() {
        driver.limit(TOKENS);
        driver.pass(Duration.ofMillis(9_700));
        driver.admit("old");
        driver.over("old", 20, null);
        // Its second is not over when the next month's first request comes.
        driver.sleep(Duration.ofMillis(400));
        driver.admit("new");
        driver.pass(SECOND);
        assertThat(driver.told())
                .filteredOn(state -> DECEMBER.equals(state.windowEnd()))
                .last()
                .satisfies(state -> {
                    assertThat(state.spent()).isEqualByComparingTo("20");
                    assertThat(state.reserved()).isZero();
                });
    }

    @Test
    void afterARestart_allIsToldAgain_pastWindowsToo_withGreaterSequences() {
        driver.limit(TOKENS);
        driver.admit("old");
        driver.pass(Duration.ofSeconds(30));
        driver.admit("new");
        driver.pass(SECOND);
        long last = driver.told().getLast().sequence();
        driver = driver.restarted();
        driver.tick();
        assertThat(driver.told())
                .extracting(QuotaState::windowStart)
                .containsExactly(Instant.parse("2026-11-01T00:00:00Z"), DECEMBER);
        driver.over("old", 7, null);
        driver.pass(SECOND);
        QuotaState november = driver.told().getFirst();
        assertThat(november.spent()).isEqualByComparingTo("7");
        assertThat(november.reserved()).isZero();
        assertThat(november.sequence()).isGreaterThan(last);
    }

    @Test
    void anotherLimit_isToldWhenTheTaskHasSomethingToDo_andOneThatIsGoneHasNoAmount() {
        driver.limit(TOKENS, COST);
        driver.admit("r-1");
        driver.over("r-1", 20, "0.004");
        driver.pass(SECOND);
        driver.told();
        driver.limit(Budgets.limit(Measure.TOKENS, Window.MONTH, "90"));
        driver.tick();
        List<QuotaState> told = driver.told();
        assertThat(told).hasSize(2);
        assertThat(told.getFirst().limit()).isEqualByComparingTo("90");
        assertThat(told.getLast().limit()).isNull();
        assertThat(told.getLast().spent()).isEqualByComparingTo("0.004");
    }

    @Test
    void aBoundedAmountIsToldAtOnce_andNothingIsLeftOut() {
        Counter counter = Counter.open(
                new CounterKey(Measure.TOKENS, Window.MONTH, null), Span.of(Window.MONTH, ZoneId.of("UTC"), LATE));
        for (int i = 0; i < QuotaBoard.MOST_PER_TICK * 2 + 10; i++) {
            driver.put(new Account(
                    new AccountId(new TenantId("tenant-" + i), Scope.TENANT),
                    List.of(counter.reserve(BigDecimal.TEN).settle(BigDecimal.TEN, BigDecimal.ONE))));
        }
        Set<TenantId> told = new HashSet<>();
        for (int tick = 0; tick < 3; tick++) {
            driver.tick();
            List<QuotaState> now = driver.told();
            assertThat(now).hasSizeLessThanOrEqualTo(QuotaBoard.MOST_PER_TICK);
            now.forEach(state -> told.add(state.quota().tenant()));
        }
        assertThat(told).hasSize(QuotaBoard.MOST_PER_TICK * 2 + 10);
    }

    @Test
    void anEntryThatCannotBeRead_isLeftAlone() {
        driver.corrupt(new AccountId(new TenantId("aaa"), Scope.TENANT));
        driver.limit(TOKENS);
        driver.admit("r-1");
        driver.pass(SECOND);
        assertThat(driver.told()).extracting(state -> state.quota().tenant()).containsOnly(Samples.ACME);
    }

    @Test
    void limitsOfProjectsAndModels_areToldUnderTheirNames() {
        driver.limit(List.of(), Map.of(Samples.LARGE, List.of(TOKENS)), Map.of("search", List.of(COST)));
        driver.admit("r-1");
        driver.pass(SECOND);
        assertThat(driver.told())
                .extracting(state -> state.quota().toString())
                .containsExactlyInAnyOrder(
                        "acme/cost/month/USD/project/search", "acme/tokens/month/model/" + Samples.LARGE);
    }
}
