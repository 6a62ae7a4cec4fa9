package io.headgate.metering.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.alert.Observation;
import io.headgate.metering.alert.Observation.ContractBreaches;
import io.headgate.metering.alert.Observation.DayCost;
import io.headgate.metering.alert.Observation.DayServed;
import io.headgate.metering.alert.Observation.DayUse;
import io.headgate.metering.alert.Observation.OldestOpen;
import io.headgate.metering.alert.Observation.OldestUnread;
import io.headgate.metering.alert.Observation.Orphans;
import io.headgate.metering.alert.Observation.ProviderFailures;
import io.headgate.metering.alert.Observation.Retirement;
import io.headgate.metering.alert.Observation.Unpriced;
import io.headgate.metering.alert.Watchman;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.catalog.AlertRule.Against;
import io.headgate.schemas.catalog.AlertRule.Kind;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Alert.State;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WatchesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final TenantId ACME = new TenantId("acme");
    private static final ModelName SMALL = new ModelName("small");
    private static final ModelName LARGE = new ModelName("large");
    private static final ProviderName SIM = new ProviderName("sim");
    private static final Alias FAST = new Alias("fast-text");
    private static final Currency USD = Currency.getInstance("USD");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindOfRule_hasItsKindOfAlert_andIsSilentWhenNothingIsSeen(Kind kind) {
        assertThat(Alert.Kind.ofWireName(kind.wireName())).isPresent();
        assertThat(watchman(kind).look(NOW)).isEmpty();
    }

    @Test
    void unpricedModel_isToldOnce_untilItIsUsedNoMore() {
        Watchman watchman = watchman(Kind.UNPRICED);

        assertThat(watchman.look(NOW, new Unpriced(SIM, SMALL, 3, 0)))
                .singleElement()
                .satisfies(alert -> assertThat(alert.message()).startsWith("provider sim, model small: 3 attempts"));
        assertThat(watchman.look(NOW.plus(Duration.ofDays(1)), new Unpriced(SIM, SMALL, 30, 0)))
                .isEmpty();
        assertThat(states(watchman.look(NOW.plus(Duration.ofDays(2))))).containsExactly(State.RESOLVED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | add one to its prices
            3 | add rates to its price for the service tiers and meters that unpriced_reason in usage_ledger names
            1 | add one to its prices, and add rates to its price for the service tiers and meters that unpriced_reason in usage_ledger names
            """)
    void whatIsUnpriced_isToldWithWhatIsMissing(long beyondPrice, String advice) {
        assertThat(watchman(Kind.UNPRICED).look(NOW, new Unpriced(SIM, SMALL, 3, beyondPrice)))
                .singleElement()
                .satisfies(alert -> assertThat(alert.message()).endsWith("in no sum of costs; " + advice));
    }

    @Test
    void retirement_isToldAtEachThreshold_andOverWhenNoRouteNamesTheModel() {
        Watchman watchman = watchman(Kind.DEPRECATION);
        Retirement retirement = new Retirement(SIM, SMALL, TODAY);

        assertThat(watchman.look(before(31), retirement)).isEmpty();
        assertThat(watchman.look(before(30), retirement))
                .singleElement()
                .satisfies(alert -> assertThat(alert.message())
                        .isEqualTo("provider sim, model small: its provider retires it on 2026-11-20, in 30 days;"
                                + " route to another"));
        assertThat(watchman.look(before(8), retirement)).isEmpty();
        assertThat(watchman.look(before(7), retirement)).hasSize(1);
        assertThat(watchman.look(before(-1), retirement)).isEmpty();
        assertThat(states(watchman.look(before(-2)))).containsExactly(State.RESOLVED, State.RESOLVED);
    }

    @Test
    void retirementThatIsPutOff_isOver() {
        Watchman watchman = watchman(Kind.DEPRECATION);
        watchman.look(before(7), new Retirement(SIM, SMALL, TODAY));

        assertThat(states(watchman.look(before(7), new Retirement(SIM, SMALL, TODAY.plusDays(90)))))
                .containsExactly(State.RESOLVED, State.RESOLVED);
    }

    @Test
    void providerThatFails_staysToldWhileItIsHardlyCalled() {
        Watchman watchman = watchman(Kind.PROVIDER_ERRORS);

        assertThat(watchman.look(NOW, failures(19, 19))).isEmpty();
        assertThat(states(watchman.look(NOW, failures(20, 4)))).containsExactly(State.RAISED);
        assertThat(watchman.look(NOW.plus(Duration.ofHours(3)), failures(0, 0))).isEmpty();
        assertThat(watchman.look(NOW.plus(Duration.ofHours(3)), failures(100, 19)))
                .isEmpty();
        assertThat(states(watchman.look(NOW.plus(Duration.ofHours(3)), failures(100, 17))))
                .containsExactly(State.RESOLVED);
    }

    @Test
    void brokenContracts_areToldByAlias() {
        assertThat(watchman(Kind.CONTRACT_VIOLATION).look(NOW, new ContractBreaches(FAST, 100, 5)))
                .singleElement()
                .satisfies(alert -> assertThat(alert.scope().alias()).isEqualTo(FAST));
    }

    @Test
    void aFewBrokenContracts_areNoRateYet_andEndWhatWasToldWhenTheyAreFewOfMany() {
        Watchman watchman = watchman(Kind.CONTRACT_VIOLATION);

        assertThat(watchman.look(NOW, new ContractBreaches(FAST, 20, 3))).isEmpty();
        assertThat(states(watchman.look(NOW, new ContractBreaches(FAST, 20, 4))))
                .containsExactly(State.RAISED);
        assertThat(watchman.look(NOW, new ContractBreaches(FAST, 20, 3))).isEmpty();
        assertThat(states(watchman.look(NOW, new ContractBreaches(FAST, 80, 3))))
                .containsExactly(State.RESOLVED);
    }

    @Test
    void aDaysCost_isHeldAgainstWhatTheRuleSays() {
        // Weekends cost nothing; it is a Friday. The average of the seven days is 50, a usual Friday 70.
        List<Observation> seen = new ArrayList<>(List.of(cost(0, "70")));
        for (int back = 1; back <= 28; back++) {
            boolean weekend = TODAY.minusDays(back).getDayOfWeek().getValue() > 5;
            seen.add(cost(back, weekend ? "0" : "70"));
        }
        AlertRule usual = AlertRule.of("surprise", Kind.COST_DEVIATION);
        AlertRule average = new AlertRule(
                "surprise",
                usual.kind(),
                usual.thresholds(),
                usual.floor(),
                Against.SEVEN_DAY_AVERAGE,
                usual.atLeast(),
                usual.filter());

        assertThat(new Watchman(usual).look(NOW, seen)).isEmpty();
        assertThat(new Watchman(average).look(NOW, seen))
                .singleElement()
                .satisfies(alert -> assertThat(alert.message())
                        .isEqualTo(
                                "tenant acme: cost 70 USD on 2026-11-20, where about 50 was to be expected (+40 %)"));
    }

    @Test
    void oldRequest_isToldAtHalfOfWhatIsKept() {
        Watchman watchman = watchman(Kind.OLD_REQUEST);

        assertThat(watchman.look(NOW, open(Duration.ofHours(83)))).isEmpty();
        assertThat(watchman.look(NOW, open(Duration.ofHours(84)))).hasSize(1);
        assertThat(states(watchman.look(NOW, open(Duration.ofHours(1))))).containsExactly(State.RESOLVED);
    }

    @Test
    void recordThatNobodyTakesOn_isToldAtHalfOfWhatIsKept_byGroupAndTopic() {
        Watchman watchman = watchman(Kind.OLD_REQUEST);

        assertThat(watchman.look(NOW, unread("intake", Duration.ofHours(83)), open(Duration.ofHours(83))))
                .isEmpty();
        List<Alert> told =
                watchman.look(NOW, unread("intake", Duration.ofHours(84)), unread("admission", Duration.ofHours(90)));

        assertThat(told).extracting(Alert::scope).containsOnly(Alert.Scope.INSTALLATION);
        assertThat(told)
                .extracting(Alert::message)
                .hasSize(2)
                .anyMatch(text -> text.startsWith("group intake, topic t: "));
        assertThat(states(watchman.look(NOW, unread("admission", Duration.ofHours(91)))))
                .containsExactly(State.RESOLVED);
    }

    @Test
    void orphanedCalls_areToldByTenant() {
        assertThat(watchman(Kind.ORPHANED_CALLS).look(NOW, new Orphans(ACME, 1)))
                .singleElement()
                .satisfies(alert -> assertThat(alert.scope().tenant()).isEqualTo(ACME));
    }

    @Test
    void costOfARequest_isToldWhenItDrifts_andTokensByThemselves() {
        List<Observation> seen = new ArrayList<>();
        for (int back = 1; back <= 7; back++) {
            seen.add(use(back, 200, 20_000, "2.00"));
        }
        Watchman watchman = watchman(Kind.REQUEST_DRIFT);
        List<Observation> few = new ArrayList<>(seen);
        few.add(use(0, 99, 9_900, "9.90"));
        List<Observation> dearer = new ArrayList<>(seen);
        dearer.add(use(0, 100, 10_000, "1.30"));

        assertThat(watchman.look(NOW, few)).isEmpty();
        assertThat(watchman.look(NOW, dearer))
                .singleElement()
                .satisfies(
                        alert -> assertThat(alert.message())
                                .isEqualTo(
                                        "tenant acme, model small: 0.013 USD per request on 2026-11-20, where 0.01 is usual (+30 %)"));
    }

    @Test
    void modelThatTakesOverAnAlias_isTold_andTheOneThatLosesIsNot() {
        List<Observation> seen = new ArrayList<>();
        for (int back = 1; back <= 7; back++) {
            seen.add(new DayServed(FAST, SMALL, TODAY.minusDays(back), 90));
            seen.add(new DayServed(FAST, LARGE, TODAY.minusDays(back), 10));
        }
        seen.add(new DayServed(FAST, SMALL, TODAY, 60));
        seen.add(new DayServed(FAST, LARGE, TODAY, 40));

        assertThat(watchman(Kind.SHARE_SHIFT).look(NOW, seen))
                .singleElement()
                .satisfies(alert -> assertThat(alert.message())
                        .isEqualTo("alias fast-text: model large served 40 % of its requests on 2026-11-20,"
                                + " where 10 % is usual"));
    }

    @Test
    void penniesTellNobody() {
        List<Observation> seen = new ArrayList<>();
        for (int back = 1; back <= 28; back++) {
            seen.add(cost(back, "0.50"));
        }
        List<Observation> pennies = new ArrayList<>(seen);
        pennies.add(cost(0, "1.49"));
        List<Observation> dollars = new ArrayList<>(seen);
        dollars.add(cost(0, "1.50"));

        assertThat(watchman(Kind.COST_DEVIATION).look(NOW, pennies)).isEmpty();
        assertThat(watchman(Kind.COST_DEVIATION).look(NOW, dollars))
                .singleElement()
                .satisfies(
                        alert -> assertThat(alert.message())
                                .isEqualTo(
                                        "tenant acme: cost 1.5 USD on 2026-11-20, where about 0.5 was to be expected (+200 %)"));
    }

    @Test
    void newTenant_isNotJudgedBeforeAWeek() {
        List<Observation> seen = new ArrayList<>(List.of(cost(0, "1000")));
        for (int back = 1; back <= 6; back++) {
            seen.add(cost(back, "10"));
        }

        assertThat(watchman(Kind.COST_DEVIATION).look(NOW, seen)).isEmpty();
        seen.add(cost(7, "10"));
        assertThat(watchman(Kind.COST_DEVIATION).look(NOW, seen)).hasSize(1);
    }

    @Test
    void cheapDay_isNotJudgedBeforeItIsOver_andBooked() {
        List<Observation> seen = new ArrayList<>(List.of(cost(1, "1")));
        for (int back = 2; back <= 29; back++) {
            seen.add(cost(back, "10"));
        }
        Instant midnight = Days.start(TODAY);

        assertThat(watchman(Kind.COST_DEVIATION).look(midnight.minusSeconds(1), seen))
                .isEmpty();
        assertThat(watchman(Kind.COST_DEVIATION).look(midnight.plusSeconds(3_599), seen))
                .isEmpty();
        assertThat(watchman(Kind.COST_DEVIATION).look(midnight.plusSeconds(3_600), seen))
                .singleElement()
                .satisfies(alert -> assertThat(alert.window()).isEqualTo(Days.window(TODAY.minusDays(1))));
    }

    private static Watchman watchman(Kind kind) {
        return new Watchman(AlertRule.of("rule", kind));
    }

    private static List<State> states(List<Alert> alerts) {
        return alerts.stream().map(Alert::state).toList();
    }

    private static Instant before(int days) {
        return NOW.minus(Duration.ofDays(days));
    }

    private static ProviderFailures failures(long attempts, long failed) {
        return new ProviderFailures(SIM, attempts, failed);
    }

    private static OldestOpen open(Duration age) {
        return new OldestOpen(ACME, NOW.minus(age), Duration.ofDays(7));
    }

    private static OldestUnread unread(String group, Duration age) {
        return new OldestUnread(group, "t", NOW.minus(age), Duration.ofDays(7));
    }

    private static DayUse use(int back, long completed, long tokens, String amount) {
        return new DayUse(ACME, SMALL, TODAY.minusDays(back), completed, tokens, USD, new BigDecimal(amount));
    }

    private static DayCost cost(int back, String amount) {
        return new DayCost(Scopes.tenant(ACME), USD, TODAY.minusDays(back), new BigDecimal(amount));
    }
}
