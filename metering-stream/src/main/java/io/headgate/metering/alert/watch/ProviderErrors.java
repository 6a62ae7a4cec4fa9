package io.headgate.metering.alert.watch;

import io.headgate.metering.alert.Observation.ProviderFailures;
import io.headgate.metering.alert.Observations;
import io.headgate.metering.alert.Reading;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.message.Alert;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Providers whose attempts fail too often. One that is not called for its failures is not thereby sound. */
final class ProviderErrors implements Watch {
    @Override
    public List<Reading> look(AlertRule rule, Observations seen, Instant now) {
        return seen.all(ProviderFailures.class).stream()
                .flatMap(failures -> measure(rule, failures, now).readings(rule).stream())
                .toList();
    }

    private static Measure measure(AlertRule rule, ProviderFailures failures, Instant now) {
        Alert.Scope scope = Scopes.provider(failures.provider(), null);
        BigDecimal share = Shares.of(failures.failed(), failures.attempts());
        String what = "%s: %d of %d attempts failed in 15 minutes (%s)"
                .formatted(Scopes.name(scope), failures.failed(), failures.attempts(), Shares.percent(share));
        return Measure.reaching(scope, "", Days.hour(now), share, Measure.SHARE, what)
                .judgedIf(failures.attempts() >= rule.atLeast());
    }
}
