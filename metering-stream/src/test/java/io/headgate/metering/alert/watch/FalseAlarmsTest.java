package io.headgate.metering.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.alert.Observation;
import io.headgate.metering.alert.Observation.DayServed;
import io.headgate.metering.alert.Observation.DayUse;
import io.headgate.metering.alert.Observation.ProviderFailures;
import io.headgate.metering.alert.Observation.Quota;
import io.headgate.metering.alert.Watchman;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.catalog.AlertRule.Kind;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Alert;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Simulated weeks of what the other kinds look for, with the thresholds they have by default: nothing is off but what was
 * planted, and that is told. What else is told is false, and how often is reported.
 */
class FalseAlarmsTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-09-07"); // a Monday
    private static final Instant START = Days.start(FIRST);
    private static final Currency USD = Currency.getInstance("USD");
    private static final int DAYS = 56;
    private static final int LEARNT = 8;

    private final Random random = new Random(23);

    /**
     * Forty tenants at two models, with 60 to 5,000 requests a day, whose lengths differ by as much as they are long. From the
     * 40th day on, tenant t7's prompts are half as long again.
     */
    @Test
    void requestDrift() {
        Watchman watchman = new Watchman(AlertRule.of("drift", Kind.REQUEST_DRIFT));
        Map<String, Map<LocalDate, double[]>> sums = new LinkedHashMap<>();
        for (int look = 0; look < DAYS * 12; look++) {
            int day = look / 12;
            for (int tenant = 0; tenant < 40; tenant++) {
                for (int model = 0; model < 2; model++) {
                    double daily = 60 * Math.pow(1.12, tenant) * (day % 7 < 5 ? 1 : 0.4);
                    long requests = around(daily / 12);
                    double each = 1_000 * (1 + model) * (tenant == 7 && day >= 40 ? 1.5 : 1);
                    double tokens = Math.max(0, requests * each + random.nextGaussian() * each * Math.sqrt(requests));
                    double[] sum = sums.computeIfAbsent("t" + tenant + " m" + model, any -> new LinkedHashMap<>())
                            .computeIfAbsent(FIRST.plusDays(day), any -> new double[2]);
                    sum[0] += requests;
                    sum[1] += tokens;
                }
            }
            watchman.look(at(look, 12), uses(sums, FIRST.plusDays(day)));
        }

        // Tokens and cost say the same here: each is a line of its own.
        FalseAlarms.assertTold(
                watchman,
                "request_drift at 25 %",
                80 * 2 * (DAYS - LEARNT),
                0.02,
                alert -> Objects.equals(alert.scope().tenant(), new TenantId("t7"))
                        && !day(alert).isBefore(FIRST.plusDays(40)));
    }

    /** Thirty aliases of three models, with 60 to 2,000 requests a day. From the 40th day on, a20's second model has 30 points more. */
    @Test
    void shareShift() {
        Watchman watchman = new Watchman(AlertRule.of("shift", Kind.SHARE_SHIFT));
        Map<String, Map<LocalDate, double[]>> sums = new LinkedHashMap<>();
        for (int look = 0; look < DAYS * 12; look++) {
            int day = look / 12;
            for (int alias = 0; alias < 30; alias++) {
                double daily = 60 * Math.pow(1.13, alias) * (day % 7 < 5 ? 1 : 0.4);
                double second = alias == 20 && day >= 40 ? 0.6 : 0.3;
                long requests = around(daily / 12);
                for (long request = 0; request < requests; request++) {
                    double drawn = random.nextDouble();
                    int model = drawn < second ? 1 : drawn < second + 0.1 ? 2 : 0;
                    sums.computeIfAbsent("a" + alias + " m" + model, any -> new LinkedHashMap<>())
                            .computeIfAbsent(FIRST.plusDays(day), any -> new double[2])[0]++;
                }
            }
            watchman.look(at(look, 12), served(sums, FIRST.plusDays(day)));
        }

        FalseAlarms.assertTold(
                watchman,
                "share_shift at 20 points",
                90 * (DAYS - LEARNT),
                0.001,
                alert -> Objects.equals(alert.scope().alias(), new Alias("a20"))
                        && Objects.equals(alert.scope().model(), new ModelName("m1"))
                        && !day(alert).isBefore(FIRST.plusDays(40)));
    }

    /** Ten providers with 3 to 200 attempts in five minutes fail in 3 of a hundred; p4 in 45, for an hour of the 20th day. */
    @Test
    void providerErrors() {
        Watchman watchman = new Watchman(AlertRule.of("errors", Kind.PROVIDER_ERRORS));
        int looks = 24 * 12;
        long[][][] minutes = new long[10][3][2];
        for (int look = 0; look < 28 * looks; look++) {
            List<Observation> seen = new ArrayList<>();
            for (int provider = 0; provider < 10; provider++) {
                boolean out = provider == 4 && look / looks == 20 && look % looks < 12;
                long attempts = around(3 * Math.pow(1.6, provider));
                long failed = 0;
                for (long attempt = 0; attempt < attempts; attempt++) {
                    failed += random.nextDouble() < (out ? 0.45 : 0.03) ? 1 : 0;
                }
                minutes[provider][look % 3] = new long[] {attempts, failed};
                long[][] quarter = minutes[provider];
                seen.add(new ProviderFailures(
                        new ProviderName("p" + provider),
                        quarter[0][0] + quarter[1][0] + quarter[2][0],
                        quarter[0][1] + quarter[1][1] + quarter[2][1]));
            }
            watchman.look(at(look, looks), seen);
        }

        FalseAlarms.assertTold(
                watchman,
                "provider_errors at 20 %",
                10 * 28,
                0.03,
                alert -> Objects.equals(alert.scope().provider(), new ProviderName("p4"))
                        && day(alert).equals(FIRST.plusDays(20)));
    }

    /**
     * Forty tenants that spend 30 to 95 % of their limits in a usual month and on a usual weekday, over a quarter: quiet weekends,
     * busy noons, noise. On the 50th day t20 spends twice as much. An alert is true if the limit was reached in the end.
     */
    @Test
    void budgetForecast() {
        LocalDate first = LocalDate.parse("2026-09-01");
        int days = 91;
        Watchman watchman = new Watchman(AlertRule.of("forecast", Kind.BUDGET_FORECAST));
        Map<Alert.Window, double[]> spent = new LinkedHashMap<>();
        double[] asAWhole = new double[40];
        for (int hour = 0; hour < days * 24; hour++) {
            if (hour % 24 == 0) {
                asAWhole = random.doubles(40).map(x -> 1 + (x - 0.5) * 0.12).toArray();
            }
            LocalDate day = first.plusDays(hour / 24);
            Alert.Window ofDay = window(day, day.plusDays(1));
            LocalDate month = day.withDayOfMonth(1);
            Alert.Window ofMonth = window(month, month.plusMonths(1));
            double noon = 1 + 0.8 * Math.sin(Math.PI * (hour % 24 - 6) / 12.0);
            double week = day.getDayOfWeek().getValue() <= 5 ? 1 : 0.4;
            List<Observation> seen = new ArrayList<>();
            for (int tenant = 0; tenant < 40; tenant++) {
                double usual = 30 + 65.0 * tenant / 39;
                double planted = tenant == 20 && hour / 24 == 50 ? 2 : 1;
                double noise = (1 + (random.nextDouble() - 0.5) * 0.4) * asAWhole[tenant];
                double dollars = usual * week * noon * noise * planted / 24;
                spent.computeIfAbsent(ofDay, any -> new double[40])[tenant] += dollars;
                spent.computeIfAbsent(ofMonth, any -> new double[40])[tenant] +=
                        dollars * 7 / 5.8 / month.lengthOfMonth();
                seen.add(quota(tenant, "day", ofDay, spent));
                seen.add(quota(tenant, "month", ofMonth, spent));
            }
            watchman.look(Days.start(first).plusSeconds(3_600L * (hour + 1) - 1), seen);
        }

        FalseAlarms.assertTold(
                watchman,
                "budget_forecast of the whole limit",
                40 * (days + 3),
                0.02,
                alert -> Objects.requireNonNull(spent.get(alert.window()))[tenant(alert)] >= 100);
        assertThat(watchman.told()).as("what was planted").anyMatch(alert -> tenant(alert) == 20);
    }

    private static int tenant(Alert alert) {
        return Integer.parseInt(
                Objects.requireNonNull(alert.scope().tenant()).value().substring(1));
    }

    private static Alert.Window window(LocalDate from, LocalDate end) {
        return new Alert.Window(Days.start(from), Days.start(end));
    }

    private static Quota quota(int tenant, String period, Alert.Window window, Map<Alert.Window, double[]> spent) {
        double dollars = Objects.requireNonNull(spent.get(window))[tenant];
        return new Quota(
                new TenantId("t" + tenant),
                null,
                null,
                "cost",
                period,
                "USD",
                new BigDecimal("100"),
                BigDecimal.valueOf((long) (dollars * 10_000), 4),
                window);
    }

    private long around(double mean) {
        return Math.max(0, Math.round(mean + random.nextGaussian() * Math.sqrt(mean)));
    }

    /** So many looks a day; this one sees what came until now. */
    private static Instant at(int look, int perDay) {
        return START.plus(Duration.ofDays(1).dividedBy(perDay).multipliedBy(look + 1L))
                .minusSeconds(1);
    }

    private static LocalDate day(Alert alert) {
        return Days.of(Objects.requireNonNull(alert.window()).start());
    }

    private static List<DayUse> uses(Map<String, Map<LocalDate, double[]>> sums, LocalDate today) {
        List<DayUse> uses = new ArrayList<>();
        sums.forEach((line, days) -> days.forEach((day, sum) -> {
            if (!day.isBefore(today.minusDays(8))) {
                uses.add(new DayUse(
                        new TenantId(line.split(" ")[0]),
                        new ModelName(line.split(" ")[1]),
                        day,
                        (long) sum[0],
                        (long) sum[1],
                        USD,
                        BigDecimal.valueOf((long) sum[1], 6)));
            }
        }));
        return uses;
    }

    private static List<DayServed> served(Map<String, Map<LocalDate, double[]>> sums, LocalDate today) {
        List<DayServed> served = new ArrayList<>();
        sums.forEach((line, days) -> days.forEach((day, sum) -> {
            if (!day.isBefore(today.minusDays(8))) {
                served.add(new DayServed(
                        new Alias(line.split(" ")[0]), new ModelName(line.split(" ")[1]), day, (long) sum[0]));
            }
        }));
        return served;
    }
}
