package io.headgate.api.meters;

import io.headgate.api.batches.run.Backlog;
import io.headgate.api.batches.run.EngineStatus;
import io.headgate.api.batches.run.EngineWatch;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import java.util.function.ToDoubleFunction;

/** How batches stand. What the tables say is of the whole installation, the same from each of its processes. */
@Context
@Requires(beans = MeterRegistry.class)
final class BatchMeters {
    /** Uploaded batches that have not ended; NaN, as those from the tables below, while they cannot be read. */
    static final String OPEN = "headgate.api.batches.open";
    /** Lines of theirs that were not sent yet. */
    static final String WAITING = "headgate.api.batches.lines.waiting";
    /** Lines of theirs that were sent and have not ended. */
    static final String IN_FLIGHT = "headgate.api.batches.lines.in_flight";
    /** For how many seconds the step that is due for longest is nobody's. */
    static final String OVERDUE = "headgate.api.batches.overdue";
    /** For how many seconds this process is at the step that has taken it longest. */
    static final String STEP = "headgate.api.batches.step";
    /** 1 while batches go on, 0 while they are stuck. */
    static final String UP = "headgate.api.batches.up";

    private static final double MILLIS = 1000;

    BatchMeters(MeterRegistry registry, EngineWatch watch) {
        Gauge.builder(OPEN, watch, of(Backlog::open)).register(registry);
        Gauge.builder(WAITING, watch, of(Backlog::waiting)).register(registry);
        Gauge.builder(IN_FLIGHT, watch, of(Backlog::inFlight)).register(registry);
        Gauge.builder(OVERDUE, watch, of(backlog -> backlog.overdue().toMillis() / MILLIS))
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder(STEP, watch, seen -> seen.status().work().longestStep().toMillis() / MILLIS)
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder(UP, watch, seen -> seen.status().problem() == null ? 1 : 0)
                .register(registry);
    }

    private static ToDoubleFunction<EngineWatch> of(ToDoubleFunction<Backlog> part) {
        return watch -> {
            EngineStatus status = watch.status();
            return status.backlog() == null ? Double.NaN : part.applyAsDouble(status.backlog());
        };
    }
}
