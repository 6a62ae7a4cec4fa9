package io.headgate.deploy.embedded;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the servers keep their data and which ports they listen on.
 *
 * @param dataDirectory kept across restarts and created when missing; null for a temporary one, deleted on close
 * @param brokerPort 0 to 65535, 0 for a free one
 * @param databasePort 0 to 65535, 0 for a free one
 */
public record ServersConfig(@Nullable Path dataDirectory, int brokerPort, int databasePort) {

    public ServersConfig {
        Ports.check("brokerPort", brokerPort);
        Ports.check("databasePort", databasePort);
        if (brokerPort != 0 && brokerPort == databasePort) {
            throw new IllegalArgumentException("brokerPort and databasePort are both " + brokerPort);
        }
    }

    /** Free ports, and data that is deleted on close. */
    public static ServersConfig temporary() {
        return new ServersConfig(null, 0, 0);
    }

    /** Free ports, and data that is still there at the next start. */
    public static ServersConfig keptIn(Path dataDirectory) {
        return new ServersConfig(dataDirectory, 0, 0);
    }

    public ServersConfig withBrokerPort(int port) {
        return new ServersConfig(dataDirectory, port, databasePort);
    }

    public ServersConfig withDatabasePort(int port) {
        return new ServersConfig(dataDirectory, brokerPort, port);
    }

    /** Whether the caller decides where the data or the listeners are, which containers would not honour. */
    boolean isPlaced() {
        return dataDirectory != null || brokerPort != 0 || databasePort != 0;
    }
}
