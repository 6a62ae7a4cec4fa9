package io.headgate.metering.reconcile;

import java.util.EnumSet;
import java.util.Set;

/** The shapes of bills that are read: pages of the providers' administration interfaces (JSON), and what consoles export (CSV). */
public enum BillFormat {
    /** {@code GET /v1/organization/costs}, grouped by line item for models; or the dashboard's export (CSV). */
    OPENAI_COSTS(EnumSet.of(Quantity.COST)),
    /** {@code GET /v1/organization/usage/completions}, grouped by model; or the dashboard's export (CSV). */
    OPENAI_USAGE(EnumSet.of(Quantity.REQUESTS, Quantity.INPUT, Quantity.CACHE_READ, Quantity.OUTPUT)),
    /** {@code GET /v1/organizations/cost_report}, grouped by description for models. */
    ANTHROPIC_COST(EnumSet.of(Quantity.COST)),
    /** {@code GET /v1/organizations/usage_report/messages}, grouped by model; or the console's export of usage (CSV). */
    ANTHROPIC_USAGE(EnumSet.of(
            Quantity.INPUT, Quantity.CACHE_READ, Quantity.CACHE_WRITE_5M, Quantity.CACHE_WRITE_1H, Quantity.OUTPUT));

    private final Set<Quantity> tells;

    BillFormat(Set<Quantity> tells) {
        this.tells = Set.copyOf(tells);
    }

    Set<Quantity> tells() {
        return tells;
    }

    boolean ofOpenAi() {
        return this == OPENAI_COSTS || this == OPENAI_USAGE;
    }
}
