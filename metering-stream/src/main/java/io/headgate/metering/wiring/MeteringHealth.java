package io.headgate.metering.wiring;

import io.headgate.metering.MeteringStream;
import io.headgate.metering.MeteringStream.MeteringState;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Up while everything runs and Postgres takes what comes; else down, with the reason of each part. */
@Singleton
@Readiness
final class MeteringHealth extends AbstractHealthIndicator<Map<String, Object>> {
    private final MeteringStream metering;
    private final StreamPositionRepository positions;

    MeteringHealth(MeteringStream metering, StreamPositionRepository positions) {
        this.metering = metering;
        this.positions = positions;
    }

    @Override
    protected String getName() {
        return "metering";
    }

    @Override
    protected Map<String, Object> getHealthInformation() {
        MeteringState state = metering.state();
        healthStatus = state.ready() ? HealthStatus.UP : HealthStatus.DOWN;
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("stream", state.stream().name());
        details.put("ledger", state.ledger().toString());
        details.put("rollup", state.rollup().toString());
        details.put("quota", state.quota().toString());
        details.put("orphans", state.orphans().name());
        details.put("orphan", state.orphan().toString());
        // Only while Postgres answers: a health check does not wait for it.
        if (state.ready()) {
            details.put("positions", positionsBySink());
        }
        return details;
    }

    private Map<String, Long> positionsBySink() {
        Map<String, Long> bySink = new TreeMap<>();
        positions
                .findAll()
                .forEach(position -> bySink.put(
                        "%s %s-%d"
                                .formatted(
                                        position.key().sink(),
                                        position.key().topic(),
                                        position.key().partition()),
                        position.nextOffset()));
        return bySink;
    }
}
