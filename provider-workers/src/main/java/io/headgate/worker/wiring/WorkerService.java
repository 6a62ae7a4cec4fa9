package io.headgate.worker.wiring;

import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.worker.ProviderWorkers;
import io.headgate.worker.report.WorkerState;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;

/** Starts the workers with the process, which take work from the first catalogue on, and drains them with it. */
@Context
public class WorkerService {
    private final ProviderWorkers workers;

    WorkerService(WorkerProperties properties, KafkaConnection kafka, Codecs codecs, CatalogSource catalogues) {
        this.workers = new ProviderWorkers(properties.toConfig(), kafka, codecs, catalogues);
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
