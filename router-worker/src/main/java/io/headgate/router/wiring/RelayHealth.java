package io.headgate.router.wiring;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import org.reactivestreams.Publisher;

/** Shows whose results are not relayed. The process is up all the same: it is the tenant's own topic that is not there. */
@Singleton
@Requires(beans = RelayService.class)
public class RelayHealth implements HealthIndicator {
    private final RelayService relays;

    RelayHealth(RelayService relays) {
        this.relays = relays;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        Map<String, Object> details = new TreeMap<>();
        details.put("relays", relays.count());
        relays.stalled().forEach((tenant, why) -> details.put("stalled " + tenant, why));
        return Publishers.just(
                HealthResult.builder("relays", HealthStatus.UP).details(details).build());
    }
}
