package io.headgate.router.budget;

import io.headgate.schemas.catalog.Limit;
import java.util.Locale;

/** A limit, and which requests it counts. */
public record ScopedLimit(Scope scope, Limit limit) {
    public CounterKey key() {
        return new CounterKey(limit.measure(), limit.window(), limit.currency());
    }

    /** For people: {@code tokens per month of project 'search'}. */
    @Override
    public String toString() {
        String measure = limit.measure() == Limit.Measure.IN_FLIGHT
                ? "requests in flight"
                : lower(limit.measure()) + " per " + lower(limit.window());
        return scope.equals(Scope.TENANT) ? measure : measure + " of " + scope;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
