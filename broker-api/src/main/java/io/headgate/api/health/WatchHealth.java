package io.headgate.api.health;

import io.headgate.api.edge.WatchFeed;
import io.headgate.api.watch.WatchStatus;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether clients who wait hear of their requests. Down until it is known where the topics are read from; afterwards a
 * problem is {@link IndexHealth#DEGRADED}, since requests are taken in all the same, and can be looked up.
 */
@Singleton
@Readiness
public final class WatchHealth extends AbstractHealthIndicator<Map<String, Object>> {
    private final WatchFeed feed;

    public WatchHealth(WatchFeed feed) {
        this.feed = feed;
    }

    @Override
    protected Map<String, Object> getHealthInformation() {
        WatchStatus status = feed.status();
        healthStatus =
                !status.ready() ? HealthStatus.DOWN : status.problem() == null ? HealthStatus.UP : IndexHealth.DEGRADED;
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("lag", status.lag());
        if (status.problem() != null) {
            details.put("problem", status.problem());
        }
        return details;
    }

    @Override
    protected String getName() {
        return "watch";
    }
}
