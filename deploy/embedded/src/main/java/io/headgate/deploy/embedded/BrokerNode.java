package io.headgate.deploy.embedded;

import org.jspecify.annotations.Nullable;

/**
 * One node of a Kafka cluster, broker and controller in one; all its ports are of the loopback interface.
 *
 * @param id 1 or more, its own in the cluster
 * @param port where brokers, and clients that nothing is to come between, reach it
 * @param controllerPort where the other controllers reach it
 * @param detour a second way in for clients; null for none
 */
public record BrokerNode(
        int id, int port, int controllerPort, @Nullable Detour detour) {

    /**
     * A way in that leads over something else, a proxy say: clients are told the port of that.
     *
     * @param port where the broker listens
     * @param advertisedPort where its clients are sent
     */
    public record Detour(int port, int advertisedPort) {
        public Detour {
            Ports.check("port", port);
            Ports.check("advertisedPort", advertisedPort);
        }
    }

    public BrokerNode {
        if (id < 1) {
            throw new IllegalArgumentException("node id is " + id + "; allowed is 1 or more");
        }
        Ports.check("port", port);
        Ports.check("controllerPort", controllerPort);
    }

    /** Where it votes: {@code id@host:port}. */
    String voter() {
        return id + "@" + Ports.LOOPBACK + ":" + controllerPort;
    }
}
