package io.headgate.router.wiring;

import io.headgate.router.waiting.WaitingCounts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The meters of the waiting room, in the process's registry, where there is one; their names are a contract. */
@Context
@Requires(beans = MeterRegistry.class)
public class WaitingMeters {
    /** Requests that wait in this process. */
    public static final String REQUESTS = "headgate.router.waiting.requests";
    /** What they take in the store. */
    public static final String BYTES = "headgate.router.waiting.bytes";

    private final Supplier<WaitingCounts> counts;

    @Inject
    WaitingMeters(MeterRegistry registry, RouterService router) {
        this(registry, router::waitingCounts);
    }

    WaitingMeters(MeterRegistry registry, Supplier<WaitingCounts> counts) {
        this.counts = counts;
        gauge(registry, REQUESTS, "requests", WaitingCounts::requests);
        gauge(registry, BYTES, "bytes", WaitingCounts::bytes);
    }

    private void gauge(MeterRegistry registry, String meter, String unit, ToDoubleFunction<WaitingCounts> count) {
        Gauge.builder(meter, this, meters -> count.applyAsDouble(meters.counts.get()))
                .baseUnit(unit)
                .register(registry);
    }
}
