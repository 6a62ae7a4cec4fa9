package io.headgate.metering.alert.watch;

import io.headgate.metering.alert.Observation.Orphans;
import io.headgate.metering.alert.Observations;
import io.headgate.metering.alert.Reading;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.message.Alert;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Calls that a crash cut off: providers may have billed them, and the books have no cost for them. */
final class OrphanedCalls implements Watch {
    @Override
    public List<Reading> look(AlertRule rule, Observations seen, Instant now) {
        return seen.all(Orphans.class).stream()
                .flatMap(orphans -> measure(orphans, now).readings(rule).stream())
                .toList();
    }

    private static Measure measure(Orphans orphans, Instant now) {
        Alert.Scope scope = Scopes.tenant(orphans.tenant());
        String what = "%s: %d calls of the last 24 hours were cut off by a crash, and may have been billed"
                .formatted(Scopes.name(scope), orphans.calls());
        return Measure.reaching(scope, "", Days.window(now), BigDecimal.valueOf(orphans.calls()), "calls", what);
    }
}
