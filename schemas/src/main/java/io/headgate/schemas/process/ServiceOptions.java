package io.headgate.schemas.process;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a service that runs as a process of its own. */
public final class ServiceOptions {
    @Mixin
    final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    final DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            defaultValue = "${env:HEADGATE_SCHEMA_REGISTRY}",
            description = "A Confluent-compatible registry; without one, messages carry their schema's fingerprint.")
    @Nullable
    String schemaRegistry;

    @Option(
            names = "--instance",
            paramLabel = "NAME",
            defaultValue = "${env:HOSTNAME:-local}",
            description = "This instance's stable name among its kind (default: the host's name).")
    String instance = "local";

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            defaultValue = "data/state",
            description = "Where stream state is kept; a cache, Kafka holds the truth (default: ${DEFAULT-VALUE}).")
    Path stateDir = Path.of("data/state");

    @Option(names = "--host", paramLabel = "HOST", description = "Address to listen on (default: 127.0.0.1).")
    String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on, 0 for a free one (default: 8080).")
    int port = 8080;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "Port on 127.0.0.1 of health, metrics and log levels, 0 for a free one"
                    + " (default: the one after --port).")
    @Nullable
    Integer managementPort;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Any other setting, for example headgate.worker.drain-time=20s; may be repeated.")
    Map<String, String> settings = new LinkedHashMap<>();

    /** What the options of a process with these needs come to. */
    ServiceSettings settings(boolean needsDatabase) {
        return new ServiceSettings(
                kafka.connection(null),
                needsDatabase ? database.database(null) : null,
                schemaRegistry,
                instance,
                stateDir,
                host,
                port,
                managementPort == null ? ServiceSettings.managementPortBeside(port) : managementPort,
                settings);
    }
}
