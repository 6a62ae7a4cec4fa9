package io.headgate.metering.alert.watch;

import io.headgate.metering.alert.Observation.Retirement;
import io.headgate.metering.alert.Observations;
import io.headgate.metering.alert.Reading;
import io.headgate.metering.alert.Verdict;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.message.Alert;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Models that their providers retire soon, or have retired. */
final class Retirements implements Watch {
    @Override
    public List<Reading> look(AlertRule rule, Observations seen, Instant now) {
        return seen.all(Retirement.class).stream()
                .flatMap(retirement -> rule.thresholds().stream()
                        .map(days -> measure(retirement, days, Days.of(now)).reading(rule, days)))
                .toList();
    }

    /** Its window is the days before the retirement, so that another date is another alert. */
    private static Measure measure(Retirement retirement, BigDecimal days, LocalDate today) {
        BigDecimal left = BigDecimal.valueOf(ChronoUnit.DAYS.between(today, retirement.on()));
        Alert.Scope scope = Scopes.provider(retirement.provider(), retirement.model());
        Alert.Window window = new Alert.Window(
                Days.start(retirement.on().minusDays(days.longValueExact())), Days.start(retirement.on()));
        return new Measure(
                scope,
                "",
                window,
                true,
                left,
                "days",
                threshold -> left.compareTo(threshold) <= 0 ? Verdict.HOLDS : Verdict.OVER,
                left.signum() > 0
                        ? "%s: its provider retires it on %s, in %s days; route to another"
                                .formatted(Scopes.name(scope), retirement.on(), left)
                        : "%s: its provider retired it on %s; route to another"
                                .formatted(Scopes.name(scope), retirement.on()));
    }
}
