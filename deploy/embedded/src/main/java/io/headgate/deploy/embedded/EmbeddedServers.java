package io.headgate.deploy.embedded;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The two servers without containers: a broker in this JVM and a Postgres beside it. */
final class EmbeddedServers implements Servers {

    private final ServerDirectory directory;
    private final EmbeddedBroker broker;
    private final EmbeddedDatabase database;

    private EmbeddedServers(ServerDirectory directory, EmbeddedBroker broker, EmbeddedDatabase database) {
        this.directory = directory;
        this.broker = broker;
        this.database = database;
    }

    static EmbeddedServers start(ServersConfig config) {
        Path kept = config.dataDirectory();
        ServerDirectory directory = kept == null ? ServerDirectory.temporary() : ServerDirectory.keptIn(kept);
        EmbeddedBroker broker = new EmbeddedBroker(directory.within("kafka"), config.brokerPort());
        EmbeddedDatabase database = new EmbeddedDatabase(directory.within("postgres"), config.databasePort());
        EmbeddedServers servers = new EmbeddedServers(directory, broker, database);
        // Side by side: Postgres spends its start waiting for a disk and another process.
        CompletableFuture<Void> databaseStart = CompletableFuture.runAsync(database::start, Thread::startVirtualThread);
        try {
            broker.start();
            databaseStart.join();
            return servers;
        } catch (CompletionException e) {
            servers.close();
            throw new ServerException("could not start the servers in " + directory.path(), e);
        } catch (RuntimeException | Error e) {
            databaseStart.exceptionally(failure -> null).join();
            servers.close();
            throw e;
        }
    }

    @Override
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public String jdbcUrl() {
        return database.jdbcUrl();
    }

    @Override
    public String jdbcUser() {
        return EmbeddedDatabase.USER;
    }

    @Override
    public String jdbcPassword() {
        return EmbeddedDatabase.PASSWORD;
    }

    @Override
    public void close() {
        try (directory;
                database;
                broker) {
            // Closed in reverse: the broker, the database, and the directory when nothing uses it any more.
        }
    }
}
