package io.headgate.deploy.standalone;

import io.headgate.schemas.process.Database;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a standalone runs on.
 *
 * @param dataDirectory where embedded servers keep their data over restarts; null for a temporary directory
 * @param kafka null to start a broker of its own
 * @param database null to start a Postgres of its own
 * @param schemaRegistry its URL; null where messages carry their schema's fingerprint
 * @param simulator where its providers are simulated, for those who check the books; null where they are not
 * @param port of the HTTP face, 0 for a free one
 * @param managementPort of health, metrics and log levels, on loopback; 0 for a free one
 * @param further settings of the services by their full names
 */
public record StandaloneConfig(
        @Nullable Path dataDirectory,
        @Nullable KafkaConnection kafka,
        @Nullable Database database,
        TopicNames topics,
        @Nullable String schemaRegistry,
        @Nullable URI simulator,
        String host,
        int port,
        int managementPort,
        Map<String, String> further) {
    /** Lets everybody in over HTTP, without a key. */
    public static final Map<String, String> OPEN = Map.of("headgate.api.open", "true");

    public StandaloneConfig {
        further = Map.copyOf(further);
    }

    /** On servers of its own, everything temporary, ports chosen freely; no keys are asked for, on loopback. */
    public static StandaloneConfig temporary() {
        return new StandaloneConfig(
                null, null, null, new TopicNames(TopicNames.DEFAULT_PREFIX), null, null, "127.0.0.1", 0, 0, OPEN);
    }

    /** The same, where keys are asked for. */
    public StandaloneConfig withKeys() {
        Map<String, String> keyed = new HashMap<>(further);
        OPEN.keySet().forEach(keyed::remove);
        return new StandaloneConfig(
                dataDirectory, kafka, database, topics, schemaRegistry, simulator, host, port, managementPort, keyed);
    }

    boolean asksForKeys() {
        return !further.entrySet().containsAll(OPEN.entrySet());
    }

    /** On servers of its own that keep their data in a directory. */
    public StandaloneConfig keptIn(Path directory) {
        return new StandaloneConfig(
                directory, kafka, database, topics, schemaRegistry, simulator, host, port, managementPort, further);
    }
}
