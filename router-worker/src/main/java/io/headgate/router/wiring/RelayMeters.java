package io.headgate.router.wiring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;

/** The meters of tenants' relays, in the process's registry, where there is one; their names are a contract. */
@Context
@Requires(beans = {MeterRegistry.class, RelayService.class})
public class RelayMeters {
    /** Relays that run in this process, the stalled ones among them. */
    public static final String RUNNING = "headgate.router.relays";
    /** Those whose topics are missing, forbidden, or not allowed. */
    public static final String STALLED = "headgate.router.relays.stalled";
    /** Results that were relayed since the start. */
    public static final String RELAYED = "headgate.router.relayed";

    RelayMeters(MeterRegistry registry, RelayService relays) {
        Gauge.builder(RUNNING, relays, RelayService::count).register(registry);
        Gauge.builder(STALLED, relays, service -> service.stalled().size()).register(registry);
        FunctionCounter.builder(RELAYED, relays, RelayService::relayed).register(registry);
    }
}
