package io.headgate.deploy.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;

/** A broker that is alone and was killed: the metadata say that it lives and leads all partitions. */
final class KilledBroker {
    private KilledBroker() {}

    /**
     * Makes the metadata say that it is gone, by a controller without a broker.
     *
     * <p>A broker that is started on metadata which say that it leads goes on at once with the transactions that the kill
     * found ending. It cannot write their markers, as it is not let in before the session of the killed one is over; and in
     * the moment when that takes its partitions away, Kafka (4.3.1, KAFKA-20734) takes those without a leader for deleted
     * ones, and leaves the markers out. Readers of committed records would then wait for ever. On metadata without leaders
     * it waits until it has been let in.
     *
     * @param cluster of that one broker
     * @throws Exception when the controller cannot be started, or refuses
     */
    static void unregister(Path logDirectory, BrokerCluster cluster) throws Exception {
        BrokerNode node = cluster.nodes().getFirst();
        KafkaRaftServer controller = EmbeddedBroker.started(BrokerSettings.ofController(logDirectory, cluster, node));
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, node.controllerAddress()))) {
            unregister(admin, node.id());
        } finally {
            EmbeddedBroker.stop(controller);
        }
    }

    private static void unregister(Admin admin, int broker) throws Exception {
        try {
            admin.unregisterBroker(broker).all().get();
        } catch (ExecutionException e) {
            // It was killed before it came so far, or again between this and its own start.
            if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
                throw e;
            }
        }
    }
}
