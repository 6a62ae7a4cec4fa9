package io.headgate.api.health;

import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether there is a catalogue, and what holds for tenants in its place: without them no request is taken in. */
@Singleton
@Readiness
public final class CatalogueHealth extends AbstractHealthIndicator<Map<String, Object>> {
    private final TenantCatalogs inForce;

    public CatalogueHealth(CatalogSource catalogue, @Nullable TenantCatalogs tenants) {
        this.inForce = tenants == null ? TenantCatalogs.without(catalogue) : tenants;
    }

    @Override
    protected Map<String, Object> getHealthInformation() {
        Optional<String> missing = inForce.missing();
        if (missing.isPresent()) {
            healthStatus = HealthStatus.DOWN;
            return Map.of("problem", missing.get());
        }
        healthStatus = HealthStatus.UP;
        return Map.of("revision", inForce.common().revision().number());
    }

    @Override
    protected String getName() {
        return "catalogue";
    }
}
