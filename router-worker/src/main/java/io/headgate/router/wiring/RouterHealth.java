package io.headgate.router.wiring;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import org.reactivestreams.Publisher;

/** Health of the router: up while both its applications run and their threads stay alive. */
@Singleton
public class RouterHealth implements HealthIndicator {
    private final RouterService router;

    RouterHealth(RouterService router) {
        this.router = router;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        HealthResult.Builder result =
                HealthResult.builder("router", router.ready() ? HealthStatus.UP : HealthStatus.DOWN);
        RuntimeException refusal = router.refusal();
        Map<String, Object> details = new TreeMap<>();
        if (refusal != null) {
            details.put("error", String.valueOf(refusal.getMessage()));
        }
        router.rejectedSettings().forEach((tenant, why) -> details.put("settings not in force: " + tenant, why));
        if (!details.isEmpty()) {
            result.details(details);
        }
        return Publishers.just(result.build());
    }
}
