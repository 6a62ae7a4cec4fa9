package io.headgate.api.health;

import io.headgate.api.edge.KafkaReach;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** Whether the cluster answers and has the topic that requests are written to. */
@Singleton
@Readiness
public final class KafkaHealth extends AbstractHealthIndicator<Map<String, Object>> {
    private final KafkaReach kafka;

    public KafkaHealth(KafkaReach kafka) {
        this.kafka = kafka;
    }

    @Override
    protected Map<String, Object> getHealthInformation() {
        Optional<String> problem = kafka.problem();
        healthStatus = problem.isEmpty() ? HealthStatus.UP : HealthStatus.DOWN;
        return problem.<Map<String, Object>>map(text -> Map.of("problem", text)).orElse(Map.of());
    }

    @Override
    protected String getName() {
        return "kafka";
    }
}
