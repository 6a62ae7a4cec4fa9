package io.headgate.metering.alert.watch;

import io.headgate.metering.alert.Observation.Quota;
import io.headgate.metering.alert.Observations;
import io.headgate.metering.alert.Reading;
import io.headgate.metering.alert.Verdict;
import io.headgate.schemas.catalog.AlertRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What will be spent of limits by the end of their windows, if it goes on as it has since their beginning. Days are busy at noon
 * and weeks are quiet at their end, so it seldom does: somebody who spends nine tenths of a limit as ever is on a way to more at
 * some time of each day. So a forecast has to be beyond the threshold by half the part of the window that is still to come.
 */
final class Forecasts implements Watch {
    /** Before a tenth of the window is gone, one busy hour would make a month's forecast. */
    private static final int EARLIEST = 10;

    /** How much of what is to come may not be. */
    private static final BigDecimal DOUBT = new BigDecimal("0.5");

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
        BigDecimal margin = margin(quota, now);
        return new Measure(
                        Budgets.scope(quota),
                        Budgets.subject(quota),
                        quota.window(),
                        true,
                        share,
                        Measure.SHARE,
                        threshold -> verdict(share, threshold, margin),
                        what)
                .judgedIf(enough);
    }

    private static Verdict verdict(BigDecimal share, BigDecimal threshold, BigDecimal margin) {
        boolean beyondDoubt = share.compareTo(threshold.multiply(margin)) >= 0;
        Verdict plain = Verdict.of(share, threshold);
        return plain == Verdict.HOLDS && !beyondDoubt ? Verdict.BETWEEN : plain;
    }

    /** By what factor a threshold has to be passed: 1.5 at the window's beginning, 1 at its end. */
    private static BigDecimal margin(Quota quota, Instant now) {
        Duration toCome = Duration.between(now, quota.window().end());
        return BigDecimal.ONE.add(
                DOUBT.multiply(Shares.of(toCome.toMillis(), length(quota).toMillis())));
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
