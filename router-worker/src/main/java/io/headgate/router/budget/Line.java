package io.headgate.router.budget;

import io.headgate.schemas.catalog.Limit.Measure;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What an attempt holds under one limit, in the window it was reserved in.
 *
 * @param opened of the counter it is held in
 * @param called of {@link Measure#REQUESTS}: whether an attempt of the request was called, so that the request counts
 */
public record Line(Scope scope, CounterKey key, Instant opened, BigDecimal amount, boolean called) {
    public Line {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("line %s: seen %s, allowed 0 or more".formatted(key, amount));
        }
    }

    /** Whether it belongs to the request, and goes from attempt to attempt until the request ends. */
    boolean ofRequest() {
        return key.measure() == Measure.REQUESTS || key.measure() == Measure.IN_FLIGHT;
    }

    boolean under(ScopedLimit limit) {
        return scope.equals(limit.scope()) && key.equals(limit.key());
    }

    Line afterCall() {
        return new Line(scope, key, opened, amount, true);
    }
}
