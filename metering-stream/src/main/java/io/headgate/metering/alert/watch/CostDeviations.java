package io.headgate.metering.alert.watch;

import io.headgate.metering.alert.Observation.DayCost;
import io.headgate.metering.alert.Observations;
import io.headgate.metering.alert.Reading;
import io.headgate.metering.alert.Verdict;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.message.Alert;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A day's cost against what the days before let expect. Too much is seen while the day runs; too little, and that it is
 * as expected again, when the day is over.
 */
final class CostDeviations implements Watch {
    /** Attempts count when they started and are booked when they have ended: an hour is ample. */
    static final Duration UNTIL_FINAL = Duration.ofHours(1);

    private static final String OVER = "over";
    private static final String UNDER = "under";

    private record Line(Alert.Scope scope, Currency currency) {}

    private record Day(LocalDate date, BigDecimal cost, Expectation expected) {
        BigDecimal difference() {
            return cost.subtract(expected.amount());
        }

        /** How far off, as a share of what was expected; where nothing was, of an average day. */
        BigDecimal deviation() {
            return Shares.of(difference(), expected.amount().signum() > 0 ? expected.amount() : expected.average());
        }
    }

    @Override
    public List<Reading> look(AlertRule rule, Observations seen, Instant now) {
        Map<Line, Map<LocalDate, BigDecimal>> lines = new LinkedHashMap<>();
        for (DayCost cost : seen.all(DayCost.class)) {
            lines.computeIfAbsent(new Line(cost.scope(), cost.currency()), line -> new HashMap<>())
                    .merge(cost.day(), cost.amount(), BigDecimal::add);
        }
        LocalDate today = Days.of(now);
        boolean isFinal = !now.isBefore(Days.start(today).plus(UNTIL_FINAL));
        return lines.entrySet().stream()
                .flatMap(line -> look(
                        rule,
                        line.getKey(),
                        day(rule, line.getValue(), today),
                        day(rule, line.getValue(), today.minusDays(1)),
                        isFinal))
                .toList();
    }

    private static Optional<Day> day(AlertRule rule, Map<LocalDate, BigDecimal> costs, LocalDate date) {
        List<BigDecimal> before = IntStream.rangeClosed(1, Expectation.WEEK * Expectation.MOST_WEEKS)
                .mapToObj(back -> costs.getOrDefault(date.minusDays(back), BigDecimal.ZERO))
                .toList();
        return Expectation.of(rule.against(), before)
                .map(expected -> new Day(date, costs.getOrDefault(date, BigDecimal.ZERO), expected));
    }

    private static Stream<Reading> look(
            AlertRule rule, Line line, Optional<Day> running, Optional<Day> ended, boolean isFinal) {
        return rule.thresholds().stream().flatMap(threshold -> {
            Optional<Reading> already = running.map(
                            day -> measure(rule, line, OVER, day).reading(rule, threshold))
                    .filter(reading -> reading.verdict() == Verdict.HOLDS);
            Optional<Reading> tooMuch = already.or(() -> ended.map(
                    day -> measure(rule, line, OVER, day).judgedIf(isFinal).reading(rule, threshold)));
            Optional<Reading> tooLittle = ended.map(
                    day -> measure(rule, line, UNDER, day).judgedIf(isFinal).reading(rule, threshold));
            return Stream.of(tooMuch, tooLittle).flatMap(Optional::stream);
        });
    }

    private static Measure measure(AlertRule rule, Line line, String direction, Day day) {
        BigDecimal deviation = day.deviation();
        BigDecimal seen = direction.equals(OVER) ? deviation : deviation.negate();
        boolean matters = day.difference().abs().compareTo(rule.floor()) >= 0;
        return new Measure(
                line.scope(),
                "%s %s".formatted(line.currency(), direction),
                Days.window(day.date()),
                false,
                seen,
                Measure.SHARE,
                threshold -> matters ? Verdict.of(seen, threshold) : Verdict.OVER,
                what(line, day));
    }

    private static String what(Line line, Day day) {
        BigDecimal deviation = day.deviation();
        return "%s: cost %s %s on %s, where about %s was to be expected (%s%s)"
                .formatted(
                        Scopes.name(line.scope()),
                        Shares.plain(day.cost()),
                        line.currency(),
                        day.date(),
                        Shares.plain(day.expected().amount()),
                        deviation.signum() > 0 ? "+" : "",
                        Shares.percent(deviation));
    }
}
