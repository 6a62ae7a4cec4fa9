package io.headgate.api.wiring;

import io.headgate.api.retention.RetentionCounts;
import io.headgate.api.retention.RetentionRound;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;

/** What retention deletes, in the process's registry, where there is one; the name is a contract. */
@Context
@Requires(beans = MeterRegistry.class)
public class RetentionMeters {
    /** Things deleted for their age since the start, by {@code kind}. */
    public static final String DELETED = "headgate.api.retention.deleted";

    RetentionMeters(MeterRegistry registry, RetentionCounts counts, RetentionRound round) {
        for (String kind : round.kinds()) {
            FunctionCounter.builder(DELETED, counts, deleted -> deleted.of(kind))
                    .tag("kind", kind)
                    .register(registry);
        }
    }
}
