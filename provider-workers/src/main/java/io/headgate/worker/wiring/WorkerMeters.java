package io.headgate.worker.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

/**
 * Puts the workers' meters into the process's registry, where there is one. Not a {@code @Scheduled} method: that asks the
 * context for its bean each time, and a context that is closing would make and start the workers once more.
 */
@Context
@Requires(beans = MeterRegistry.class)
public class WorkerMeters {
    private static final Duration FIRST = Duration.ofSeconds(1);
    /** Providers and targets come with the catalogue and with traffic. */
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final ScheduledFuture<?> refreshing;

    WorkerMeters(
            MeterRegistry registry, WorkerService worker, @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler) {
        WorkerMetrics metrics = new WorkerMetrics(registry, worker::state, Clock.systemUTC());
        this.refreshing = scheduler.scheduleWithFixedDelay(FIRST, EVERY, metrics::refresh);
    }

    @PreDestroy
    void close() {
        refreshing.cancel(false);
    }
}
