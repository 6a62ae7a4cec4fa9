package io.headgate.api.meters;

import io.headgate.api.index.RequestIndex;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;

/** How far the index is behind. */
@Context
@Requires(beans = MeterRegistry.class)
final class IndexMeters {
    /** Records in this process's partitions that are not in the table yet; NaN before anything was read. */
    static final String LAG = "headgate.api.index.lag";
    /** 1 while the index is written, 0 while something keeps it from that. */
    static final String UP = "headgate.api.index.up";

    IndexMeters(MeterRegistry registry, RequestIndex index) {
        Gauge.builder(LAG, index, followed -> lag(followed.status().lag())).register(registry);
        Gauge.builder(UP, index, followed -> followed.status().problem() == null ? 1 : 0)
                .register(registry);
    }

    private static double lag(long records) {
        return records < 0 ? Double.NaN : records;
    }
}
