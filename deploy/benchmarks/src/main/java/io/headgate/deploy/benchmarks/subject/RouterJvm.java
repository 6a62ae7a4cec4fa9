package io.headgate.deploy.benchmarks.subject;

import io.headgate.deploy.benchmarks.jvm.Orders;
import io.headgate.deploy.benchmarks.rig.TenantTraffic;
import io.headgate.deploy.embedded.ServerDirectory;
import io.headgate.router.RouterConfig;
import io.headgate.router.RouterWorker;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Headgate's router, as it runs in production but for a catalogue that stands still and a temporary state directory. Its
 * arguments are the broker, the prefix of its topics, and how many standby replicas there are. Takes no orders.
 */
public final class RouterJvm {
    private RouterJvm() {}

    /** The command line. */
    public static List<String> arguments(KafkaConnection kafka, int standbyReplicas) {
        return List.of(kafka.bootstrapServers(), kafka.topics().prefix(), Integer.toString(standbyReplicas));
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        ServerDirectory directory = ServerDirectory.temporary();
        RouterWorker router = new RouterWorker(
                config(directory, Integer.parseInt(arguments[2])),
                new KafkaConnection(arguments[0], Map.of(), new TopicNames(arguments[1])),
                AvroCodecs.singleObject(),
                CatalogSource.fixed(TenantTraffic.catalogue()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(router, directory), "stop-router"));
        router.start();
        while (!router.ready()) {
            Thread.sleep(10);
        }
        Orders.obey("", Orders::none);
    }

    private static RouterConfig config(ServerDirectory directory, int standbyReplicas) {
        RouterConfig defaults = RouterConfig.defaults(directory.path());
        return new RouterConfig(
                defaults.stateDir(),
                defaults.threads(),
                standbyReplicas,
                defaults.commitInterval(),
                defaults.idempotencyWindow(),
                defaults.maxRecordBytes(),
                defaults.topicDiscovery(),
                defaults.waitingRoom());
    }

    private static void close(RouterWorker router, ServerDirectory directory) {
        router.close();
        directory.close();
    }
}
