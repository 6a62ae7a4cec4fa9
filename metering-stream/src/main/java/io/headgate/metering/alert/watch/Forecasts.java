package io.headgate.metering.alert.watch;

import io.headgate.metering.alert.Observation.Quota;
import io.headgate.metering.alert.Observations;
import io.headgate.metering.alert.Reading;
import io.headgate.schemas.catalog.AlertRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What will be spent of limits by the end of their windows, if it goes on as it has since their beginning. */
final class Forecasts implements Watch {
    /** Before a tenth of the window is gone, one busy hour would make a month's forecast. */
    private static final int EARLIEST = 10;

    @Override
    public List<Reading> look(AlertRule rule, Observations seen, Instant now) {
        return Budgets.current(seen, now).stream()
                .flatMap(quota -> measure(quota, now).readings(rule).stream())
                .toList();
    }

    private static Measure measure(Quota quota, Instant now) {
        BigDecimal forecast = forecast(quota, now);
        BigDecimal share = Shares.of(forecast, quota.limit());
        String what = "%s: at this pace %s of the limit on %s will be spent at the %s's end: %s of %s"
                .formatted(
                        Scopes.name(Budgets.scope(quota)),
                        Shares.percent(share),
                        Budgets.subject(quota),
                        quota.period(),
                        Shares.plain(forecast),
                        Shares.plain(quota.limit()));
        boolean enough = elapsed(quota, now).multipliedBy(EARLIEST).compareTo(length(quota)) >= 0;
        return Measure.reaching(
                        Budgets.scope(quota), Budgets.subject(quota), quota.window(), share, Measure.SHARE, what)
                .beginning()
                .judgedIf(enough);
    }

    /** Spent so far, scaled by the elapsed share of the window, in real time: a day may have 23 or 25 hours. */
    private static BigDecimal forecast(Quota quota, Instant now) {
        BigDecimal elapsed = BigDecimal.valueOf(Math.max(1, elapsed(quota, now).toMillis()));
        BigDecimal length = BigDecimal.valueOf(length(quota).toMillis());
        return quota.spent().multiply(length).divide(elapsed, 6, RoundingMode.HALF_EVEN);
    }

    private static Duration elapsed(Quota quota, Instant now) {
        return Duration.between(quota.window().start(), now);
    }

    private static Duration length(Quota quota) {
        return Duration.between(quota.window().start(), quota.window().end());
    }
}
