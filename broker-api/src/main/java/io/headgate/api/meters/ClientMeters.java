package io.headgate.api.meters;

import io.headgate.api.chat.Seats;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;

/** Who is there at present and holds a connection: see {@code headgate.chat.clients} for how many may. */
@Context
@Requires(beans = MeterRegistry.class)
final class ClientMeters {
    /** By {@code kind}: waiting for one answer, streaming whatever comes. */
    static final String CLIENTS = "headgate.api.clients";

    ClientMeters(MeterRegistry registry, Seats seats) {
        for (Seats.Kind kind : Seats.Kind.values()) {
            Gauge.builder(CLIENTS, seats, all -> all.takenBy(kind))
                    .tag("kind", kind.wireName())
                    .register(registry);
        }
    }
}
