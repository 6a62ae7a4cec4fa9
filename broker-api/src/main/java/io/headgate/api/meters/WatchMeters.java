package io.headgate.api.meters;

import io.headgate.api.edge.WatchFeed;
import io.headgate.api.watch.WatchStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;

/** How far those who wait are behind what the topics say. */
@Context
@Requires(beans = MeterRegistry.class)
final class WatchMeters {
    /** Records in the topics that this process has not read yet; NaN where that is not known. */
    static final String LAG = "headgate.api.watch.lag";
    /** 1 while the topics are read, 0 before and while something keeps it from that. */
    static final String UP = "headgate.api.watch.up";

    WatchMeters(MeterRegistry registry, WatchFeed feed) {
        Gauge.builder(LAG, feed, followed -> lag(followed.status().lag())).register(registry);
        Gauge.builder(UP, feed, followed -> isUp(followed.status()) ? 1 : 0).register(registry);
    }

    private static double lag(long records) {
        return records < 0 ? Double.NaN : records;
    }

    private static boolean isUp(WatchStatus status) {
        return status.ready() && status.problem() == null;
    }
}
