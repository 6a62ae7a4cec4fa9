package io.headgate.schemas.process;

import java.util.Map;

/** Settings that all processes begin with; {@code --set} and the environment override them. */
final class ProcessDefaults {
    static final Map<String, Object> PROPERTIES = Map.of(
            "micronaut.application.name", "headgate",
            "micronaut.banner.enabled", false,
            "endpoints.all.enabled", false,
            "endpoints.health.enabled", true,
            "endpoints.health.sensitive", false,
            "endpoints.health.details-visible", "ANONYMOUS",
            "datasources.default.driver-class-name", "org.postgresql.Driver",
            "datasources.default.maximum-pool-size", 8,
            "datasources.default.minimum-idle", 1,
            "datasources.default.initialization-fail-timeout", -1);

    private ProcessDefaults() {}
}
