package io.headgate.deploy.benchmarks.subject;

import io.headgate.deploy.benchmarks.jvm.Orders;
import io.headgate.deploy.benchmarks.rig.Sample;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.worker.ProviderWorkers;
import io.headgate.worker.WorkerConfig;
import java.io.IOException;

/** Headgate's provider workers, as they run in production but for a catalogue that stands still. Takes no orders. */
public final class WorkerJvm {
    private WorkerJvm() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Surroundings around = Surroundings.of(arguments);
        ProviderWorkers workers = new ProviderWorkers(
                WorkerConfig.named("bench"),
                around.kafka(),
                AvroCodecs.singleObject(),
                CatalogSource.fixed(Sample.catalogue(around.baseUrl(), around.inFlight())));
        Runtime.getRuntime().addShutdownHook(new Thread(workers::close, "stop-worker"));
        workers.start();
        while (!workers.ready()) {
            Thread.sleep(10);
        }
        Orders.obey("", Orders::none);
    }
}
