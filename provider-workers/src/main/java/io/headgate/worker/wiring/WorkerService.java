package io.headgate.worker.wiring;

import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.worker.ProviderWorkers;
import io.headgate.worker.report.WorkerState;
import io.headgate.worker.report.WorkerState.Announcements;
import io.headgate.worker.report.WorkerState.Cancels;
import io.headgate.worker.report.WorkerState.LoopCounts;
import io.headgate.worker.report.WorkerState.ProviderState;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.util.List;

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
        List<ProviderState> providers = workers.state().entrySet().stream()
                .map(loop -> new ProviderState(loop.getKey(), loop.getValue(), 0, LoopCounts.NONE, List.of()))
                .toList();
        return new WorkerState(workers.ready(), Announcements.NONE, Cancels.NONE, providers);
    }

    @PreDestroy
    void close() {
        workers.close();
    }
}
