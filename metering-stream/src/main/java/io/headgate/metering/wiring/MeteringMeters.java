package io.headgate.metering.wiring;

import io.headgate.metering.MeteringStream;
import io.headgate.metering.sink.Replays;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Inject;
import java.util.function.ToLongFunction;

/** The meters of metering, in the process's registry, where there is one; their names are a contract. */
@Context
@Requires(beans = MeterRegistry.class)
public class MeteringMeters {
    /**
     * Attempts that the stream read again and the rollups did not add, by {@code rollups}: {@code known} of those that they had,
     * {@code unclear} of those that were summed up with such, which a repair by the ledger adds.
     */
    public static final String REPLAYED = "headgate.metering.replayed.attempts";

    private final Replays replays;

    @Inject
    MeteringMeters(MeterRegistry registry, MeteringStream metering) {
        this(registry, metering.replays());
    }

    MeteringMeters(MeterRegistry registry, Replays replays) {
        this.replays = replays;
        counter(registry, "known", Replays::known);
        counter(registry, "unclear", Replays::unclear);
    }

    private void counter(MeterRegistry registry, String rollups, ToLongFunction<Replays> count) {
        FunctionCounter.builder(REPLAYED, this, meters -> count.applyAsLong(meters.replays))
                .tag("rollups", rollups)
                .register(registry);
    }
}
