package io.headgate.metering.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.alert.Observation.Quota;
import io.headgate.metering.alert.Watchman;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.catalog.AlertRule.Against;
import io.headgate.schemas.catalog.AlertRule.Filter;
import io.headgate.schemas.catalog.AlertRule.Kind;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Alert.State;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BudgetsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant MID_NOVEMBER = Instant.parse("2026-11-15T12:00:00Z");
    private final Watchman budget = new Watchman(AlertRule.of("b", Kind.BUDGET));
    private final Watchman forecast = new Watchman(AlertRule.of("f", Kind.BUDGET_FORECAST));

    @Test
    void swayingAroundAThreshold_isToldOnce() {
        List<Alert> told = Stream.of("49", "51", "49", "51", "49", "51")
                .flatMap(spent -> budget.look(MID_NOVEMBER, month("2026-11", spent)).stream())
                .toList();

        assertThat(told).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(State.RAISED);
            assertThat(alert.message())
                    .isEqualTo("tenant acme: 51 % of the limit on cost per month in USD is spent: 51 of 100");
            assertThat(alert.measured())
                    .isEqualTo(new Alert.Measurement(new BigDecimal("0.51"), new BigDecimal("0.5"), "share"));
        });
    }

    @Test
    void everyThreshold_isToldByItself() {
        List<String> told = Stream.of("10", "55", "79.99", "80", "99", "100", "120")
                .flatMap(spent -> budget.look(MID_NOVEMBER, month("2026-11", spent)).stream())
                .map(alert -> Objects.requireNonNull(alert.measured()).threshold())
                .map(threshold ->
                        Objects.requireNonNull(threshold).stripTrailingZeros().toPlainString())
                .toList();

        assertThat(told).containsExactly("0.5", "0.8", "1");
    }

    @Test
    void endOfTheMonth_endsTheAlert_andTheNextMonthHasItsOwn() {
        budget.look(MID_NOVEMBER, month("2026-11", "60"));
        Instant lastMoment = Instant.parse("2026-11-30T22:59:59Z");
        Instant nextMonth = Instant.parse("2026-11-30T23:00:00Z"); // midnight in Berlin

        assertThat(budget.look(lastMoment, month("2026-11", "60"), month("2026-12", "0")))
                .isEmpty();
        assertThat(budget.look(nextMonth, month("2026-11", "60"), month("2026-12", "0")))
                .extracting(Alert::state)
                .containsExactly(State.RESOLVED);
        assertThat(budget.look(nextMonth.plusSeconds(60), month("2026-11", "60"), month("2026-12", "50")))
                .extracting(Alert::state)
                .containsExactly(State.RAISED);
        assertThat(budget.told().stream().map(Alert::id).distinct()).hasSize(2);
    }

    @Test
    void endOfTheMonth_endsTheAlert_whenNothingIsKnownOfTheNext() {
        budget.look(MID_NOVEMBER, month("2026-11", "60"));

        assertThat(budget.look(Instant.parse("2026-12-01T00:00:00Z"), month("2026-11", "60")))
                .extracting(Alert::state)
                .containsExactly(State.RESOLVED);
    }

    @Test
    void forecast_isSilentBeforeATenthOfTheWindow() {
        assertThat(forecast.look(Instant.parse("2026-11-02T12:00:00Z"), month("2026-11", "50")))
                .isEmpty();
        assertThat(forecast.look(Instant.parse("2026-11-04T12:00:00Z"), month("2026-11", "50")))
                .hasSize(1);
    }

    @Test
    void forecast_isByTheElapsedShare_andToldBeyondDoubt() {
        // Half of November is gone: 62 makes 124, 63 makes 126; of the half that is to come half is in doubt.
        Instant half = Instant.parse("2026-11-15T23:00:00Z");

        assertThat(forecast.look(half, month("2026-11", "62"))).isEmpty();
        assertThat(forecast.look(half, month("2026-11", "63")))
                .singleElement()
                .satisfies(alert -> assertThat(alert.message())
                        .contains("at this pace 126 % of the limit", "at the month's end: 126 of 100"));
    }

    @Test
    void forecast_ofALittleTooMuchIsToldTowardsTheEnd_andGoesOnWhileItIsNearlySo() {
        Instant tenDaysLeft = Instant.parse("2026-11-20T23:00:00Z");
        Instant threeDaysLeft = Instant.parse("2026-11-27T23:00:00Z");

        assertThat(forecast.look(tenDaysLeft, month("2026-11", "72"))).isEmpty();
        assertThat(forecast.look(threeDaysLeft, month("2026-11", "97"))).hasSize(1);
        assertThat(forecast.look(threeDaysLeft.plusSeconds(3_600), month("2026-11", "90")))
                .isEmpty();
        assertThat(forecast.look(threeDaysLeft.plusSeconds(7_200), month("2026-11", "80")))
                .extracting(Alert::state)
                .containsExactly(State.RESOLVED);
    }

    @Test
    void dayOfTwentyFiveHours_isForecastByItsRealLength() {
        // 2026-10-25 has 25 hours in Berlin, from 22:00 UTC; 12.5 of them are gone at 10:30 UTC.
        LocalDate day = LocalDate.parse("2026-10-25");
        Alert.Window window = new Alert.Window(
                day.atStartOfDay(BERLIN).toInstant(),
                day.plusDays(1).atStartOfDay(BERLIN).toInstant());
        assertThat(Duration.between(window.start(), window.end())).isEqualTo(Duration.ofHours(25));
        Instant half = Instant.parse("2026-10-25T10:30:00Z");

        assertThat(forecast.look(half, quota("day", "62.4", window))).isEmpty();
        assertThat(forecast.look(half, quota("day", "62.5", window))).hasSize(1);
        assertThat(forecast.look(window.end().minusSeconds(1), quota("day", "101", window)))
                .isEmpty();
        assertThat(forecast.look(window.end(), quota("day", "101", window)))
                .extracting(Alert::state)
                .containsExactly(State.RESOLVED);
    }

    @Test
    void minutesAndLimitsOfNothing_areNotWatched() {
        Alert.Window window = new Alert.Window(MID_NOVEMBER, MID_NOVEMBER.plusSeconds(60));
        Quota nothing = new Quota(
                new TenantId("acme"), null, null, "tokens", "month", null, BigDecimal.ZERO, BigDecimal.ZERO, window);

        assertThat(budget.look(MID_NOVEMBER, quota("minute", "100", window), nothing))
                .isEmpty();
    }

    @Test
    void ruleOfOneModel_passesOverTheOthers() {
        Filter onlyLarge = new Filter(Set.of(), Set.of(), Set.of(new ModelName("large")));
        Watchman filtered = new Watchman(new AlertRule(
                "m", Kind.BUDGET, List.of(BigDecimal.ONE), BigDecimal.ZERO, Against.USUAL_DAY, 0, onlyLarge));
        Alert.Window window = month("2026-11", "0").window();
        Quota ofModel = new Quota(
                new TenantId("acme"),
                null,
                new ModelName("large"),
                "tokens",
                "month",
                null,
                BigDecimal.TEN,
                BigDecimal.TEN,
                window);

        assertThat(filtered.look(MID_NOVEMBER, month("2026-11", "100"), ofModel))
                .singleElement()
                .satisfies(alert -> assertThat(alert.scope().model()).isEqualTo(new ModelName("large")));
    }

    private static Quota month(String month, String spent) {
        LocalDate first = LocalDate.parse(month + "-01");
        return quota(
                "month",
                spent,
                new Alert.Window(
                        first.atStartOfDay(BERLIN).toInstant(),
                        first.plusMonths(1).atStartOfDay(BERLIN).toInstant()));
    }

    private static Quota quota(String period, String spent, Alert.Window window) {
        return new Quota(
                new TenantId("acme"),
                null,
                null,
                "cost",
                period,
                "USD",
                new BigDecimal("100"),
                new BigDecimal(spent),
                window);
    }
}
