package io.headgate.worker.edge;

import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import io.headgate.worker.Catalogues;
import io.headgate.worker.FixedCatalogue;
import io.headgate.worker.ProviderWorkers;
import io.headgate.worker.WorkerConfig;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Workers in a process of their own, to be killed. */
public final class WorkerProcess {
    private WorkerProcess() {}

    /** Arguments: bootstrap servers, prefix, the provider's base URL, instance, calls in flight. */
    public static void main(String[] args) {
        KafkaConnection kafka = new KafkaConnection(args[0], Map.of(), new TopicNames(args[1]));
        ProviderLimits limits = new ProviderLimits(null, null, 1, Integer.parseInt(args[4]));
        FixedCatalogue catalogue = new FixedCatalogue(Catalogues.of(Catalogues.provider(URI.create(args[2]), limits)));
        new ProviderWorkers(WorkerConfig.named(args[3]), kafka, AvroCodecs.singleObject(), catalogue).start();
    }

    static Process start(WorkerRig rig, String instance, int maxInFlight) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile", ""),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        WorkerProcess.class.getName(),
                        rig.kafka.bootstrapServers(),
                        rig.kafka.topics().prefix(),
                        rig.simulator.baseUrl("sim").toString(),
                        instance,
                        Integer.toString(maxInFlight))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.INHERIT)
                .start();
    }
}
