package io.headgate.metering.alert.watch;

import io.headgate.metering.alert.Observations;
import io.headgate.metering.alert.Reading;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.catalog.AlertRule.Filter;
import io.headgate.schemas.message.Alert;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How it is with every condition of every rule. */
public final class Watches {
    private Watches() {}

    public static List<Reading> look(Collection<AlertRule> rules, Observations seen, Instant now) {
        return rules.stream().flatMap(rule -> look(rule, seen, now).stream()).toList();
    }

    private static List<Reading> look(AlertRule rule, Observations seen, Instant now) {
        return of(rule.kind()).look(rule, seen, now).stream()
                .filter(reading -> covers(rule.filter(), reading.condition().scope()))
                .toList();
    }

    private static Watch of(AlertRule.Kind kind) {
        return switch (kind) {
            case BUDGET -> new Budgets();
            case BUDGET_FORECAST -> new Forecasts();
            case COST_DEVIATION -> new CostDeviations();
            case REQUEST_DRIFT -> new RequestDrifts();
            case SHARE_SHIFT -> new ShareShifts();
            case UNPRICED -> new UnpricedModels();
            case DEPRECATION -> new Retirements();
            case CONTRACT_VIOLATION -> new BrokenContracts();
            case PROVIDER_ERRORS -> new ProviderErrors();
            case OLD_REQUEST -> new OldRequests();
            case ORPHANED_CALLS -> new OrphanedCalls();
        };
    }

    private static boolean covers(Filter filter, Alert.Scope scope) {
        return allows(filter.tenants(), scope.tenant())
                && allows(filter.projects(), scope.project())
                && allows(filter.models(), scope.model());
    }

    private static <T> boolean allows(Set<T> named, @Nullable T seen) {
        return named.isEmpty() || (seen != null && named.contains(seen));
    }
}
