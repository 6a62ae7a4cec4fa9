package io.headgate.deploy.embedded;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/**
 * Which nodes a Kafka cluster has, the same for each of them.
 *
 * @param id of the cluster, as Kafka writes one: 22 characters
 * @param nodes at least one; all are brokers and controllers
 */
public record BrokerCluster(String id, List<BrokerNode> nodes) {

    private static final int ENOUGH_TO_LOSE_ONE = 3;

    public BrokerCluster {
        nodes = List.copyOf(nodes);
        if (nodes.stream().map(BrokerNode::id).distinct().count() != nodes.size() || nodes.isEmpty()) {
            throw new IllegalArgumentException("nodes are " + nodes + "; allowed are one or more of different ids");
        }
    }

    /** A new cluster of these nodes. */
    public static BrokerCluster of(List<BrokerNode> nodes) {
        return new BrokerCluster(Uuid.randomUuid().toString(), nodes);
    }

    /** One broker that is all there is. */
    static BrokerCluster ofOne(int port, int controllerPort) {
        return of(List.of(new BrokerNode(BrokerSettings.NODE_ID, port, controllerPort, null)));
    }

    /** The node of this id. */
    BrokerNode node(int wanted) {
        return nodes.stream()
                .filter(node -> node.id() == wanted)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no node " + wanted + " among " + nodes));
    }

    /** Of every topic that says nothing else: 3, or as many as there are nodes. */
    int replicationFactor() {
        return Math.min(nodes.size(), ENOUGH_TO_LOSE_ONE);
    }

    /** How many replicas have a record before it is acknowledged: one node may be lost where there are three. */
    int minInSyncReplicas() {
        return nodes.size() < ENOUGH_TO_LOSE_ONE ? 1 : 2;
    }

    String voters() {
        return nodes.stream().map(BrokerNode::voter).collect(Collectors.joining(","));
    }
}
