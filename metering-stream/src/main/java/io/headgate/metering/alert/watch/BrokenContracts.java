package io.headgate.metering.alert.watch;

import io.headgate.metering.alert.Observation.ContractBreaches;
import io.headgate.metering.alert.Observations;
import io.headgate.metering.alert.Reading;
import io.headgate.metering.alert.Verdict;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.message.Alert;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Aliases whose answers break their contract too often. */
final class BrokenContracts implements Watch {
    /** One or two of the twenty answers that a small alias has in a quarter of an hour are no rate yet. */
    private static final long LEAST_BROKEN = 4;

    @Override
    public List<Reading> look(AlertRule rule, Observations seen, Instant now) {
        return seen.all(ContractBreaches.class).stream()
                .flatMap(breaches -> measure(rule, breaches, now).readings(rule).stream())
                .toList();
    }

    private static Measure measure(AlertRule rule, ContractBreaches breaches, Instant now) {
        Alert.Scope scope = Scopes.alias(breaches.alias(), null);
        BigDecimal share = Shares.of(breaches.broken(), breaches.attempts());
        String what = "%s: %d of %d answers in 15 minutes broke its response_schema (%s)"
                .formatted(Scopes.name(scope), breaches.broken(), breaches.attempts(), Shares.percent(share));
        return new Measure(scope, "", Days.hour(now), false, share, Measure.SHARE, verdict(breaches, share), what)
                .judgedIf(breaches.attempts() >= rule.atLeast());
    }

    private static Function<BigDecimal, Verdict> verdict(ContractBreaches breaches, BigDecimal share) {
        return threshold -> {
            Verdict verdict = Verdict.of(share, threshold);
            return verdict == Verdict.HOLDS && breaches.broken() < LEAST_BROKEN ? Verdict.BETWEEN : verdict;
        };
    }
}
