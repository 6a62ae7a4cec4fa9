package io.headgate.worker.wiring;

import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.worker.ProviderWorkers;
import io.headgate.worker.edge.Milestone;
import io.headgate.worker.report.WorkerState;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.Optional;

/** Starts the workers with the process, which take work from the first catalogue on, and drains them with it. */
@Context
public class WorkerService {
    private final ProviderWorkers workers;

    /** Milestones and clock are for whoever embeds the process; no process of ours has them as beans. */
    WorkerService(
            WorkerProperties properties,
            KafkaConnection kafka,
            Codecs codecs,
            CatalogSource catalogues,
            Optional<Milestone.Listener> milestones,
            Optional<Clock> clock) {
        this.workers = new ProviderWorkers(
                properties.toConfig(),
                kafka,
                codecs,
                catalogues,
                milestones.orElse(Milestone.Listener.NONE),
                clock.orElseGet(Clock::systemUTC));
    }

    @PostConstruct
    void start() {
        workers.start();
    }

    /** The workers at this moment. */
    public WorkerState state() {
        return workers.state();
    }

    @PreDestroy
    void close() {
        workers.close();
    }
}
