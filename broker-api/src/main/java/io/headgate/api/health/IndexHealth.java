package io.headgate.api.health;

import io.headgate.api.index.IndexStatus;
import io.headgate.api.index.RequestIndex;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The index, and with it Postgres. {@link #DEGRADED} at worst, which is answered with 200: requests are taken in and
 * served without it, only looking them up is not.
 */
@Singleton
@Readiness
public final class IndexHealth extends AbstractHealthIndicator<Map<String, Object>> {
    /** It works, and something is wrong. Between UP (severity 0) and DOWN (1000). */
    static final HealthStatus DEGRADED =
            new HealthStatus("DEGRADED", "takes requests in; cannot look all up", true, 500);

    private final RequestIndex index;

    public IndexHealth(RequestIndex index) {
        this.index = index;
    }

    @Override
    protected Map<String, Object> getHealthInformation() {
        IndexStatus status = index.status();
        healthStatus = status.problem() == null ? HealthStatus.UP : DEGRADED;
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("lag", status.lag());
        if (status.problem() != null) {
            details.put("problem", status.problem());
        }
        return details;
    }

    @Override
    protected String getName() {
        return "index";
    }
}
