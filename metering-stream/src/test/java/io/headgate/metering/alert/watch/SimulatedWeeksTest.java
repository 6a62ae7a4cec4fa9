package io.headgate.metering.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.alert.Observation.DayCost;
import io.headgate.metering.alert.Watchman;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.catalog.AlertRule.Against;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Alert.State;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Ten weeks of fifty tenants, hour by hour: quiet weekends, busy noons, growth and noise; some days are far off. Looked
 * at every hour by a watchman who is replaced every few days.
 */
class SimulatedWeeksTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-09-07"); // a Monday
    private static final int DAYS = 70;
    private static final int TENANTS = 50;

    /** From then on four weeks are known. */
    private static final int LEARNT = 28;

    private static final Currency USD = Currency.getInstance("USD");

    /** A tenant's day that is off, and by how much. */
    private record Planted(int tenant, int day, double factor) {}

    private record Finding(String tenant, LocalDate day, String direction) {}

    private static final List<Planted> PLANTED = List.of(
            new Planted(3, 35, 2.0), // a Monday
            new Planted(7, 38, 3.0),
            new Planted(11, 40, 2.5), // a Saturday
            new Planted(11, 47, 2.0), // the Saturday after
            new Planted(19, 44, 1.6),
            new Planted(23, 45, 0.3),
            new Planted(29, 49, 0.0), // an outage
            new Planted(31, 52, 1.5),
            new Planted(41, 55, 0.5),
            new Planted(43, 60, 10.0));

    @Test
    void everyPlantedDayIsToldOnce_andResolvedOnce_andHardlyAnythingElse() {
        List<Alert> told = simulated(Against.USUAL_DAY, 0.4);

        assertAlternating(told);
        List<Finding> falseOnes = falseOnes(told);
        long early = falseOnes.stream()
                .filter(finding -> finding.day().isBefore(FIRST.plusDays(LEARNT)))
                .count();
        report("first four weeks", early, TENANTS * (LEARNT - Expectation.WEEK));
        report("weeks five to ten", falseOnes.size() - early, TENANTS * (DAYS - LEARNT));
        assertThat(early).isLessThanOrEqualTo(TENANTS * (LEARNT - Expectation.WEEK) * 2 / 100);
        assertThat(falseOnes.size() - early).isLessThanOrEqualTo(TENANTS * (DAYS - LEARNT) / 500);
    }

    /** Without a rhythm of weekdays it is as good, but for what an odd day does to the average of the week after it. */
    @Test
    void everyPlantedDayIsTold_againstTheSevenDayAverage_whereAllDaysAreAlike() {
        List<Alert> told = simulated(Against.SEVEN_DAY_AVERAGE, 1);

        assertAlternating(told);
        List<Finding> falseOnes = falseOnes(told);
        report("against the seven-day average, all days alike", falseOnes.size(), TENANTS * (DAYS - Expectation.WEEK));
        assertThat(falseOnes.size()).isLessThanOrEqualTo(TENANTS * (DAYS - Expectation.WEEK) / 100);
    }

    /** Where weekends are quiet it rings every week, which is why it is not what a rule does that says nothing. */
    @Test
    void theSevenDayAverageRingsEveryWeekend_whereWeekendsAreQuiet() {
        List<Alert> told = simulated(Against.SEVEN_DAY_AVERAGE, 0.4);

        long falseOnes = raised(told).stream()
                .filter(finding -> !planted().contains(finding))
                .count();
        report("against the seven-day average, quiet weekends", falseOnes, TENANTS * (DAYS - Expectation.WEEK));
        int weekends = (DAYS - Expectation.WEEK) / 7;
        assertThat(falseOnes).isGreaterThan((long) TENANTS * weekends / 2);
    }

    private static List<Alert> simulated(Against against, double weekend) {
        Random random = new Random(5);
        Map<Integer, Map<LocalDate, BigDecimal>> costs = new LinkedHashMap<>();
        AlertRule usual = AlertRule.of("surprise", AlertRule.Kind.COST_DEVIATION);
        Watchman watchman = new Watchman(new AlertRule(
                usual.name(),
                usual.kind(),
                usual.thresholds(),
                usual.floor(),
                against,
                usual.atLeast(),
                usual.filter()));
        List<Alert> told = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            double[] ofDay =
                    random.doubles(TENANTS).map(x -> 1 + (x - 0.5) * 0.12).toArray();
            watchman = day % 5 == 4 ? watchman.successor() : watchman;
            for (int hour = 0; hour < 24; hour++) {
                Instant now = Days.start(FIRST.plusDays(day)).plusSeconds(3_600L * (hour + 1));
                spend(costs, random, day, hour, ofDay, weekend);
                told.addAll(watchman.look(now, observed(costs)));
            }
        }
        assertThat(told.getLast().at())
                .isBefore(Days.start(FIRST.plusDays(DAYS)).plusSeconds(3_600));
        return told;
    }

    /** What was told of days that nothing was planted on; all that was planted was told, once. */
    private static List<Finding> falseOnes(List<Alert> told) {
        List<Finding> raised = raised(told);
        Set<Finding> planted = planted();
        assertThat(raised).doesNotHaveDuplicates().containsAll(planted);
        return raised.stream().filter(finding -> !planted.contains(finding)).toList();
    }

    private static List<Finding> raised(List<Alert> told) {
        return told.stream()
                .filter(alert -> alert.state() == State.RAISED)
                .map(SimulatedWeeksTest::finding)
                .toList();
    }

    private static Set<Finding> planted() {
        Set<Finding> planted = new HashSet<>();
        PLANTED.forEach(each -> planted.add(finding(each)));
        return planted;
    }

    /** Each id is raised once, then resolved once; those of planted days are all resolved by the end. */
    private static void assertAlternating(List<Alert> told) {
        Map<String, List<State>> byId = new LinkedHashMap<>();
        told.forEach(alert ->
                byId.computeIfAbsent(alert.id(), id -> new ArrayList<>()).add(alert.state()));
        assertThat(byId.values())
                .allSatisfy(states ->
                        assertThat(states).isIn(List.of(State.RAISED), List.of(State.RAISED, State.RESOLVED)));
        Set<Finding> resolved = new HashSet<>();
        told.stream()
                .filter(alert -> byId.getOrDefault(alert.id(), List.of()).size() == 2)
                .filter(alert -> alert.state() == State.RAISED)
                .forEach(alert -> resolved.add(finding(alert)));
        assertThat(resolved)
                .containsAll(PLANTED.stream().map(SimulatedWeeksTest::finding).toList());
    }

    private static void spend(
            Map<Integer, Map<LocalDate, BigDecimal>> costs,
            Random random,
            int day,
            int hour,
            double[] ofDay,
            double weekend) {
        double week = day % 7 < 5 ? 1 : weekend;
        double noon = 1 + 0.8 * Math.sin(Math.PI * (hour - 6) / 12.0);
        for (int tenant = 0; tenant < TENANTS; tenant++) {
            double growth = Math.pow(1 + (tenant % 5 - 1) * 0.01, day / 7.0);
            double noise = 1 + (random.nextDouble() - 0.5) * 0.4;
            double dollars = (1 + tenant) * week * noon * growth * noise * ofDay[tenant] * planted(tenant, day);
            costs.computeIfAbsent(tenant, any -> new LinkedHashMap<>())
                    .merge(FIRST.plusDays(day), BigDecimal.valueOf((long) (dollars * 10_000), 4), BigDecimal::add);
        }
    }

    private static double planted(int tenant, int day) {
        return PLANTED.stream()
                .filter(each -> each.tenant() == tenant && each.day() == day)
                .mapToDouble(Planted::factor)
                .findFirst()
                .orElse(1);
    }

    private static List<DayCost> observed(Map<Integer, Map<LocalDate, BigDecimal>> costs) {
        List<DayCost> observed = new ArrayList<>();
        costs.forEach((tenant, days) -> days.forEach((day, amount) ->
                observed.add(new DayCost(Scopes.tenant(new TenantId("t" + tenant)), USD, day, amount))));
        return observed;
    }

    private static Finding finding(Planted planted) {
        return new Finding(
                "t" + planted.tenant(), FIRST.plusDays(planted.day()), planted.factor() > 1 ? "over" : "under");
    }

    private static Finding finding(Alert alert) {
        String tenant = Objects.requireNonNull(alert.scope().tenant()).value();
        return new Finding(
                tenant,
                Days.of(Objects.requireNonNull(alert.window()).start()),
                alert.message().contains("(+") ? "over" : "under");
    }

    private static void report(String when, long falseAlarms, int judged) {
        System.out.printf(
                "cost_deviation at 20 %%, %s: %d false alarms in %d days of a tenant (%.3f %%)%n",
                when, falseAlarms, judged, 100.0 * falseAlarms / judged);
    }
}
