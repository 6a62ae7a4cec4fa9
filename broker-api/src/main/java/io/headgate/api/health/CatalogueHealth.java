package io.headgate.api.health;

import io.headgate.schemas.catalog.CatalogSource;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;

/** Whether there is a catalogue: without one no request is taken in. */
@Singleton
@Readiness
public final class CatalogueHealth extends AbstractHealthIndicator<Map<String, Object>> {
    private final CatalogSource catalogue;

    public CatalogueHealth(CatalogSource catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    protected Map<String, Object> getHealthInformation() {
        try {
            long revision = catalogue.current().revision().number();
            healthStatus = HealthStatus.UP;
            return Map.of("revision", revision);
        } catch (IllegalStateException noneYet) {
            healthStatus = HealthStatus.DOWN;
            return Map.of("problem", "no catalogue has been published yet");
        }
    }

    @Override
    protected String getName() {
        return "catalogue";
    }
}
