package io.headgate.deploy.acceptance.cluster.child;

import io.headgate.deploy.embedded.BrokerCluster;
import io.headgate.deploy.embedded.BrokerNode;
import io.headgate.deploy.embedded.EmbeddedBroker;
import io.headgate.deploy.embedded.ServerDirectory;
import io.headgate.schemas.telemetry.Logs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A node of the Kafka cluster. Arguments: its directory, its id, the cluster's id, and every node of it. */
public final class BrokerJvm {
    private BrokerJvm() {}

    /** The arguments that {@link #main} understands. */
    public static List<String> arguments(Path directory, int node, BrokerCluster cluster) {
        List<String> arguments = new ArrayList<>(List.of(directory.toString(), String.valueOf(node), cluster.id()));
        cluster.nodes().forEach(each -> arguments.add(print(each)));
        return arguments;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Logs.configure();
        Leash.hold();
        List<BrokerNode> nodes =
                Arrays.stream(arguments).skip(3).map(BrokerJvm::parse).toList();
        EmbeddedBroker broker = new EmbeddedBroker(
                ServerDirectory.keptIn(Path.of(arguments[0])),
                new BrokerCluster(arguments[2], nodes),
                Integer.parseInt(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
        broker.start();
        System.out.println("READY kafka://" + broker.bootstrapServers());
        System.out.flush();
        new CountDownLatch(1).await();
    }

    private static String print(BrokerNode node) {
        BrokerNode.Detour detour = node.detour();
        String direct = "%d:%d:%d".formatted(node.id(), node.port(), node.controllerPort());
        return detour == null
                ? direct
                : "%s:%d:%s:%d".formatted(direct, detour.port(), detour.advertisedHost(), detour.advertisedPort());
    }

    private static BrokerNode parse(String text) {
        String[] parts = text.split(":");
        BrokerNode.Detour detour = parts.length == 3
                ? null
                : new BrokerNode.Detour(Integer.parseInt(parts[3]), parts[4], Integer.parseInt(parts[5]));
        return new BrokerNode(
                Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), detour);
    }
}
