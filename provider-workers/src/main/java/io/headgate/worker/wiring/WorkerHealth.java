package io.headgate.worker.wiring;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import org.reactivestreams.Publisher;

/** Health of the workers: up when every provider's loop is a member of its group and polls. */
@Singleton
public class WorkerHealth implements HealthIndicator {
    private final WorkerService worker;

    WorkerHealth(WorkerService worker) {
        this.worker = worker;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        Map<String, Object> details = new TreeMap<>();
        worker.state()
                .forEach((provider, ready) -> details.put(provider.value(), ready ? "taking work" : "not taking work"));
        return Publishers.just(HealthResult.builder("worker", worker.ready() ? HealthStatus.UP : HealthStatus.DOWN)
                .details(details)
                .build());
    }
}
