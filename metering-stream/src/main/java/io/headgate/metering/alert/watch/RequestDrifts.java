package io.headgate.metering.alert.watch;

import io.headgate.metering.alert.Observation.DayUse;
import io.headgate.metering.alert.Observations;
import io.headgate.metering.alert.Reading;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.message.Alert;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a completed attempt costs, and how many tokens it takes, against the days before, by tenant and model. */
final class RequestDrifts implements Watch {
    private static final int DAYS = 7;
    private static final String TOKENS = "tokens";

    private record Line(Alert.Scope scope, String measure) {}

    /** Of a day. */
    private record Sum(long completed, BigDecimal amount) {
        static final Sum NOTHING = new Sum(0, BigDecimal.ZERO);

        Sum plus(Sum other) {
            return new Sum(completed + other.completed, amount.add(other.amount));
        }

        BigDecimal each() {
            return Shares.of(amount, BigDecimal.valueOf(completed));
        }
    }

    @Override
    public List<Reading> look(AlertRule rule, Observations seen, Instant now) {
        Map<Line, Map<LocalDate, Sum>> lines = new LinkedHashMap<>();
        for (DayUse use : seen.all(DayUse.class)) {
            Alert.Scope scope = Scopes.tenantModel(use.tenant(), use.model());
            add(lines, new Line(scope, TOKENS), use, BigDecimal.valueOf(use.tokens()));
            if (use.currency() != null && use.amount() != null) {
                add(lines, new Line(scope, use.currency().getCurrencyCode()), use, use.amount());
            }
        }
        return lines.entrySet().stream()
                .flatMap(line -> measure(rule, line.getKey(), line.getValue(), Days.of(now)).stream())
                .flatMap(measure -> measure.readings(rule).stream())
                .toList();
    }

    private static void add(Map<Line, Map<LocalDate, Sum>> lines, Line line, DayUse use, BigDecimal amount) {
        lines.computeIfAbsent(line, any -> new HashMap<>())
                .merge(use.day(), new Sum(use.completed(), amount), Sum::plus);
    }

    /** Of today once there is enough of it, else of yesterday. */
    private static Optional<Measure> measure(AlertRule rule, Line line, Map<LocalDate, Sum> days, LocalDate today) {
        boolean isToday = days.getOrDefault(today, Sum.NOTHING).completed() >= rule.atLeast();
        LocalDate day = isToday ? today : today.minusDays(1);
        Sum looked = days.getOrDefault(day, Sum.NOTHING);
        List<Sum> before = IntStream.rangeClosed(1, DAYS)
                .mapToObj(back -> days.getOrDefault(day.minusDays(back), Sum.NOTHING))
                .filter(sum -> sum.completed() > 0)
                .toList();
        // The median: one odd day is no drift, and does not make the next ones look like one.
        BigDecimal usual = Expectation.median(before.stream().map(Sum::each).toList());
        if (usual.signum() == 0) {
            return Optional.empty();
        }
        boolean enough = looked.completed() >= rule.atLeast()
                && before.stream().mapToLong(Sum::completed).sum() >= rule.atLeast();
        BigDecimal drift = Shares.of(looked.each().subtract(usual), usual);
        return Optional.of(Measure.reaching(
                        line.scope(),
                        line.measure(),
                        Days.window(day),
                        drift.abs(),
                        Measure.SHARE,
                        what(line, day, looked, usual, drift))
                .judgedIf(enough));
    }

    private static String what(Line line, LocalDate day, Sum looked, BigDecimal usual, BigDecimal drift) {
        return "%s: %s %s per request on %s, where %s is usual (%s%s)"
                .formatted(
                        Scopes.name(line.scope()),
                        Shares.plain(looked.each()),
                        line.measure(),
                        day,
                        Shares.plain(usual),
                        drift.signum() > 0 ? "+" : "",
                        Shares.percent(drift));
    }
}
