package io.headgate.router.wiring;

import io.headgate.router.budget.BudgetCounts;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.message.FailureCode;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The meters of the router, in the process's registry, where there is one; their names are a contract. */
@Context
@Requires(beans = MeterRegistry.class)
public class RouterMeters {
    /** Attempts and orphaned calls for which more was spent than held, by {@code measure}: tokens, cost. */
    public static final String OVERSHOOTS = "headgate.router.budget.overshoots";
    /** Calls that a crash cut off, and that were charged the most that they can have used. */
    public static final String ORPHANS = "headgate.router.budget.orphans";
    /** Requests that ended because their tenant's limits had no room, by {@code code}. */
    public static final String REFUSALS = "headgate.router.budget.refusals";

    private final Supplier<BudgetCounts> counts;

    @Inject
    RouterMeters(MeterRegistry registry, RouterService router) {
        this(registry, router::budgetCounts);
    }

    RouterMeters(MeterRegistry registry, Supplier<BudgetCounts> counts) {
        this.counts = counts;
        for (Measure measure : List.of(Measure.TOKENS, Measure.COST)) {
            String name = measure.name().toLowerCase(Locale.ROOT);
            counter(registry, OVERSHOOTS, "measure", name, count -> count.overshoots(measure));
        }
        FunctionCounter.builder(ORPHANS, this, meters -> meters.counts.get().charges())
                .register(registry);
        for (FailureCode code : List.of(FailureCode.BUDGET_EXCEEDED, FailureCode.RATE_LIMITED)) {
            counter(registry, REFUSALS, "code", code.wireName(), count -> count.refusals(code));
        }
    }

    private void counter(
            MeterRegistry registry, String meter, String tag, String value, ToDoubleFunction<BudgetCounts> count) {
        FunctionCounter.builder(meter, this, meters -> count.applyAsDouble(meters.counts.get()))
                .tag(tag, value)
                .register(registry);
    }
}
