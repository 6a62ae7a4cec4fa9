package io.headgate.metering.alert.watch;

import io.headgate.metering.alert.Observation.Quota;
import io.headgate.metering.alert.Observations;
import io.headgate.metering.alert.Reading;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.message.Alert;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Spent against limits. */
final class Budgets implements Watch {
    /** A minute's limit is a rate: who reaches it waits, and nobody need be told. */
    private static final Set<String> PERIODS = Set.of("day", "month");

    @Override
    public List<Reading> look(AlertRule rule, Observations seen, Instant now) {
        return current(seen, now).stream()
                .flatMap(quota -> measure(quota).readings(rule).stream())
                .toList();
    }

    private static Measure measure(Quota quota) {
        BigDecimal share = Shares.of(quota.spent(), quota.limit());
        String what = "%s: %s of the limit on %s is spent: %s of %s"
                .formatted(
                        Scopes.name(scope(quota)),
                        Shares.percent(share),
                        subject(quota),
                        Shares.plain(quota.spent()),
                        Shares.plain(quota.limit()));
        return Measure.reaching(scope(quota), subject(quota), quota.window(), share, Measure.SHARE, what)
                .beginning();
    }

    /** The quotas that alerts are about; a limit of 0 allows nothing, so no share of it can be spent. */
    static List<Quota> current(Observations seen, Instant now) {
        return seen.all(Quota.class).stream()
                .filter(quota ->
                        PERIODS.contains(quota.period()) && quota.limit().signum() > 0)
                .filter(quota -> !quota.window().start().isAfter(now)
                        && quota.window().end().isAfter(now))
                .toList();
    }

    static Alert.Scope scope(Quota quota) {
        return new Alert.Scope(quota.tenant(), quota.project(), null, null, quota.model());
    }

    /** {@code cost per month in USD}. */
    static String subject(Quota quota) {
        return quota.measure() + " per " + quota.period() + (quota.currency() == null ? "" : " in " + quota.currency());
    }
}
