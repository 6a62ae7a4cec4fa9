package io.headgate.metering.alert.watch;

import io.headgate.metering.alert.Condition;
import io.headgate.metering.alert.Observation.Unpriced;
import io.headgate.metering.alert.Observations;
import io.headgate.metering.alert.Reading;
import io.headgate.metering.alert.Verdict;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.message.Alert;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Models that were used without a price, or with one that has no rate for what was used; one that is used no more is not seen, and so over. */
final class UnpricedModels implements Watch {
    @Override
    public List<Reading> look(AlertRule rule, Observations seen, Instant now) {
        return seen.all(Unpriced.class).stream()
                .map(unpriced -> reading(rule, unpriced, now))
                .toList();
    }

    private static Reading reading(AlertRule rule, Unpriced unpriced, Instant now) {
        Alert.Scope scope = Scopes.provider(unpriced.provider(), unpriced.model());
        return new Reading(
                new Condition(rule.name(), Alert.Kind.UNPRICED, scope, "", null),
                Days.window(now),
                false,
                Verdict.HOLDS,
                new Alert.Measurement(BigDecimal.valueOf(unpriced.attempts()), null, "attempts"),
                "%s: %d attempts without a price in 24 hours, in no sum of costs; %s"
                        .formatted(Scopes.name(scope), unpriced.attempts(), advice(unpriced)));
    }

    private static String advice(Unpriced unpriced) {
        String rates =
                "add rates to its price for the service tiers and meters that unpriced_reason in usage_ledger names";
        if (unpriced.beyondPrice() == 0) {
            return "add one to its prices";
        }
        return unpriced.beyondPrice() == unpriced.attempts() ? rates : "add one to its prices, and " + rates;
    }
}
