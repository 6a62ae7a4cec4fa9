package io.headgate.schemas.process;

import io.headgate.schemas.process.management.ManagementServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a process is told about its surroundings.
 *
 * @param database null for a process that keeps none
 * @param schemaRegistry null where messages carry their schema's fingerprint
 * @param instance stable among processes of the same kind: transactional ids are made of it
 * @param stateDir where stream state is kept: a cache, Kafka holds the truth
 * @param port 0 for a free one
 * @param managementPort of the listener on loopback that health, metrics and log levels are on; 0 for a free one
 * @param further any other property, by its full name
 */
public record ServiceSettings(
        KafkaConnection kafka,
        @Nullable Database database,
        @Nullable String schemaRegistry,
        String instance,
        Path stateDir,
        String host,
        int port,
        int managementPort,
        Map<String, String> further) {
    private static final int LAST_PORT = 65_535;

    public ServiceSettings {
        further = Map.copyOf(further);
    }

    /** Where the management listener is when nobody says: on the port after the other, or on a free one as that is. */
    public static int managementPortBeside(int port) {
        return port == 0 || port == LAST_PORT ? 0 : port + 1;
    }

    /** The settings as Micronaut properties. */
    Map<String, Object> properties() {
        Map<String, Object> all = new HashMap<>(ProcessDefaults.properties());
        all.put("micronaut.server.host", host);
        all.put("micronaut.server.port", port == 0 ? -1 : port);
        all.put(ManagementServer.PORT, managementPort == 0 ? -1 : managementPort);
        all.put("headgate.worker.instance", instance);
        all.put("headgate.router.state-dir", stateDir.resolve("router").toString());
        all.put(
                "headgate.metering.orphans.state-dir",
                stateDir.resolve("metering").toString());
        if (database != null) {
            all.put("datasources.default.url", database.url());
            all.put("datasources.default.username", database.user());
            all.put("datasources.default.password", database.password());
        }
        all.putAll(further);
        return all;
    }

    /** Without further settings, which may be secrets. */
    @Override
    public String toString() {
        return "ServiceSettings[%s, %s, instance=%s, %s:%d]".formatted(kafka, database, instance, host, port);
    }
}
