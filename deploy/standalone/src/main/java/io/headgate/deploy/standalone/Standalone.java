package io.headgate.deploy.standalone;

import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.ServersConfig;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.process.Database;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.Role;
import io.headgate.schemas.process.ServiceProcess;
import io.headgate.schemas.process.ServiceSettings;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All four services in one JVM, on servers of its own where none are given. */
public final class Standalone implements AutoCloseable {
    private final @Nullable Servers servers;
    private final @Nullable Path dataDirectory;
    private final ServiceProcess services;
    private final Connection connection;
    private final Codecs codecs;

    private Standalone(
            @Nullable Servers servers,
            @Nullable Path dataDirectory,
            ServiceProcess services,
            Connection connection,
            Codecs codecs) {
        this.servers = servers;
        this.dataDirectory = dataDirectory;
        this.services = services;
        this.connection = connection;
        this.codecs = codecs;
    }

    /** Starts what is missing of broker and database, makes the topics, then starts the services. */
    public static Standalone start(StandaloneConfig config) {
        Servers servers = config.kafka() == null || config.database() == null ? startServers(config) : null;
        try {
            KafkaConnection kafka = kafka(config, servers);
            Database database = database(config, servers);
            Topics.make(kafka);
            Codecs codecs = AvroCodecs.singleObject();
            ServiceProcess services = ServiceProcess.start(
                    EnumSet.allOf(Role.class), settings(config, kafka, database), codecs);
            Connection connection = new Connection(kafka, database, services.address());
            if (config.dataDirectory() != null) {
                connection.writeTo(config.dataDirectory());
            }
            return new Standalone(servers, config.dataDirectory(), services, connection, codecs);
        } catch (RuntimeException e) {
            if (servers != null) {
                servers.close();
            }
            throw e;
        }
    }

    public Connection connection() {
        return connection;
    }

    public Codecs codecs() {
        return codecs;
    }

    /** Services first, so that they can still commit; then the servers that were started here. */
    @Override
    public void close() {
        services.close();
        if (servers != null) {
            servers.close();
        }
        if (dataDirectory != null) {
            Connection.deleteFrom(dataDirectory);
        }
    }

    private static Servers startServers(StandaloneConfig config) {
        Path kept = config.dataDirectory();
        return Servers.start(kept == null ? ServersConfig.temporary() : ServersConfig.keptIn(kept.resolve("servers")));
    }

    private static KafkaConnection kafka(StandaloneConfig config, @Nullable Servers servers) {
        if (config.kafka() != null) {
            return config.kafka();
        }
        return new KafkaConnection(started(servers).bootstrapServers(), Map.of(), config.topics());
    }

    private static Database database(StandaloneConfig config, @Nullable Servers servers) {
        if (config.database() != null) {
            return config.database();
        }
        Servers own = started(servers);
        return new Database(own.jdbcUrl(), own.jdbcUser(), own.jdbcPassword());
    }

    private static Servers started(@Nullable Servers servers) {
        if (servers == null) {
            throw new IllegalStateException("neither a server was given nor one started");
        }
        return servers;
    }

    private static ServiceSettings settings(StandaloneConfig config, KafkaConnection kafka, Database database) {
        Path kept = config.dataDirectory();
        return new ServiceSettings(
                kafka,
                database,
                null,
                "standalone",
                kept == null ? null : kept.resolve("state"),
                config.host(),
                config.port(),
                config.further());
    }
}
