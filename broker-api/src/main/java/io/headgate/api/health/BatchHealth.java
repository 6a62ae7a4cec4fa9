package io.headgate.api.health;

import io.headgate.api.batches.run.Backlog;
import io.headgate.api.batches.run.EngineStatus;
import io.headgate.api.batches.run.EngineWatch;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whether batches go on; {@link IndexHealth#DEGRADED} where they are stuck, since requests are taken in all the same. */
@Singleton
@Readiness
public final class BatchHealth extends AbstractHealthIndicator<Map<String, Object>> {
    private final EngineWatch watch;

    public BatchHealth(EngineWatch watch) {
        this.watch = watch;
    }

    @Override
    protected Map<String, Object> getHealthInformation() {
        EngineStatus status = watch.status();
        healthStatus = status.problem() == null ? HealthStatus.UP : IndexHealth.DEGRADED;
        Map<String, Object> details = new LinkedHashMap<>();
        Backlog backlog = status.backlog();
        if (backlog != null) {
            details.put("open", backlog.open());
            details.put("overdue_seconds", backlog.overdue().toSeconds());
        }
        if (status.problem() != null) {
            details.put("problem", status.problem());
        }
        return details;
    }

    @Override
    protected String getName() {
        return "batches";
    }
}
