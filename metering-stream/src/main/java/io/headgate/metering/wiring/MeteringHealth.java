package io.headgate.metering.wiring;

import io.headgate.metering.MeteringStream;
import io.headgate.metering.MeteringStream.MeteringState;
import io.headgate.metering.alert.books.Failing;
import io.headgate.metering.alert.service.AlertService;
import io.headgate.metering.alert.service.AlertState;
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
    private final AlertService alerts;
    private final StreamPositionRepository positions;

    MeteringHealth(MeteringStream metering, AlertService alerts, StreamPositionRepository positions) {
        this.metering = metering;
        this.alerts = alerts;
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
        details.put("alerts", alerts());
        // Only while Postgres answers: a health check does not wait for it.
        if (state.ready()) {
            details.put("positions", positionsBySink());
        }
        return details;
    }

    /** A webhook that is away is somebody else's: it is told, and makes nothing here unhealthy. */
    private Map<String, String> alerts() {
        AlertState state = alerts.state();
        Map<String, String> told = new LinkedHashMap<>();
        told.put(
                "looked",
                state.lookedAt() == null ? "not yet" : state.lookedAt().toString());
        if (state.problem() != null) {
            told.put("problem", state.problem());
        }
        for (Failing failing : state.failing()) {
            told.put(
                    failing.receiver(),
                    "%d not delivered, the oldest since %s: %s"
                            .formatted(failing.alerts(), failing.since(), failing.problem()));
        }
        return told;
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
