package io.headgate.metering.alert.watch;

import io.headgate.metering.alert.Observation.OldestOpen;
import io.headgate.metering.alert.Observations;
import io.headgate.metering.alert.Reading;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.message.Alert;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Requests that are open for so long that topics may lose them. */
final class OldRequests implements Watch {
    @Override
    public List<Reading> look(AlertRule rule, Observations seen, Instant now) {
        return seen.all(OldestOpen.class).stream()
                .flatMap(oldest -> measure(oldest, now).readings(rule).stream())
                .toList();
    }

    private static Measure measure(OldestOpen oldest, Instant now) {
        Alert.Scope scope = Scopes.tenant(oldest.tenant());
        Duration age = Duration.between(oldest.acceptedAt(), now);
        BigDecimal share = Shares.of(age.toMillis(), oldest.kept().toMillis());
        String what = "%s: its oldest open request was accepted at %s, %d hours ago; topics keep it for %d"
                .formatted(
                        Scopes.name(scope),
                        oldest.acceptedAt(),
                        age.toHours(),
                        oldest.kept().toHours());
        return Measure.reaching(scope, "", Days.window(now), share, Measure.SHARE, what);
    }
}
