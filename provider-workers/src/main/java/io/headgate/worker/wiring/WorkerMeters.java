package io.headgate.worker.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import java.time.Clock;

/** Puts the workers' meters into the process's registry, where there is one. */
@Context
@Requires(beans = MeterRegistry.class)
public class WorkerMeters {
    private final WorkerMetrics metrics;

    WorkerMeters(MeterRegistry registry, WorkerService worker) {
        this.metrics = new WorkerMetrics(registry, worker::state, Clock.systemUTC());
    }

    /** Providers and targets come with the catalogue and with traffic. */
    @Scheduled(initialDelay = "1s", fixedDelay = "5s")
    void refresh() {
        metrics.refresh();
    }
}
