package io.headgate.deploy.embedded;

import org.jspecify.annotations.Nullable;

/**
 * One node of a Kafka cluster, broker and controller in one; all its ports are of the loopback interface.
 *
 * @param id 1 or more, its own in the cluster
 * @param port where clients that nothing is to come between reach it, and brokers where there is no detour
 * @param controllerPort where the other controllers reach it
 * @param detour a second way in, which the brokers take among themselves as well; null for none
 */
public record BrokerNode(
        int id, int port, int controllerPort, @Nullable Detour detour) {

    /**
     * A way in that leads over something else, a proxy say: clients, and the other brokers, are sent there.
     *
     * @param port where the broker listens
     * @param advertisedHost name or address where its clients are sent
     * @param advertisedPort the port there
     */
    public record Detour(int port, String advertisedHost, int advertisedPort) {
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
        return id + "@" + controllerAddress();
    }

    /** Where its controller listens: {@code host:port}. */
    String controllerAddress() {
        return Ports.LOOPBACK + ":" + controllerPort;
    }
}
