package io.headgate.deploy.standalone;

import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.ServersConfig;
import io.headgate.schemas.process.Database;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.Partitions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The broker and the database that a standalone stands on: given ones, and its own for what was not given.
 *
 * @param own null when both were given
 */
record Ground(
        KafkaConnection kafka,
        Database database,
        Partitions partitions,
        @Nullable Servers own) implements AutoCloseable {
    static Ground prepare(StandaloneConfig config, Home home) {
        if (config.kafka() != null && config.database() != null) {
            return new Ground(config.kafka(), config.database(), Partitions.ofCluster(), null);
        }
        Servers own = Servers.start(home.kept() ? ServersConfig.keptIn(home.servers()) : ServersConfig.temporary());
        KafkaConnection kafka = config.kafka() != null
                ? config.kafka()
                : new KafkaConnection(own.bootstrapServers(), Map.of(), config.topics());
        Database database = config.database() != null
                ? config.database()
                : new Database(own.jdbcUrl(), own.jdbcUser(), own.jdbcPassword());
        return new Ground(
                kafka, database, config.kafka() != null ? Partitions.ofCluster() : Partitions.ofOneBroker(), own);
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
