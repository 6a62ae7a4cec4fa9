package io.headgate.deploy.benchmarks.rig;

import io.headgate.deploy.benchmarks.jvm.Usage;
import io.headgate.deploy.embedded.EmbeddedDatabase;
import io.headgate.schemas.process.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** A Postgres with temporary data, gone when it is closed. It forces nothing to disk. */
public final class Postgres implements AutoCloseable {
    private final EmbeddedDatabase server;
    private int databases;

    private Postgres(EmbeddedDatabase server) {
        this.server = server;
    }

    static Postgres start() {
        return new Postgres(EmbeddedDatabase.startTemporary());
    }

    /** A database that nobody has used, without tables. */
    public Database database() throws SQLException {
        String name = "bench_" + ++databases;
        Database first = of(server.jdbcUrl());
        try (Connection connection = dataSource(first).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return of(first.url().substring(0, first.url().lastIndexOf('/') + 1) + name);
    }

    private static Database of(String url) {
        return new Database(url, EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
    }

    /** Connections to a database of this machine. */
    public static PGSimpleDataSource dataSource(Database database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.user());
        source.setPassword(database.password());
        return source;
    }

    /** What it has used until now, all its processes together. */
    Usage usage() {
        try (Connection connection = dataSource(of(server.jdbcUrl())).getConnection()) {
            return usage(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("Postgres does not tell of its processes", e);
        }
    }

    /** The same of the server that a connection leads to, on this machine. */
    public static Usage usage(Connection connection) throws SQLException {
        long backend = connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
        return ProcessHandle.of(backend)
                .flatMap(ProcessHandle::parent)
                .map(Usage::ofFamily)
                .orElseThrow(() ->
                        new IllegalStateException("Postgres: its process %d is not seen from here".formatted(backend)));
    }

    @Override
    public void close() {
        server.close();
    }
}
