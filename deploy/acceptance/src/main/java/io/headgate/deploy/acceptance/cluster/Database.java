package io.headgate.deploy.acceptance.cluster;

import io.headgate.deploy.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The cluster's Postgres, and what can happen to it. Ours is the only connection that nothing is done to. */
public final class Database implements AutoCloseable {
    private static final String OTHERS = "FROM pg_stat_activity WHERE datname = '" + EmbeddedDatabase.NAME
            + "' AND backend_type = 'client backend' AND pid <> pg_backend_pid()";

    private final EmbeddedDatabase server;

    private Database(EmbeddedDatabase server) {
        this.server = server;
    }

    static Database start() {
        return new Database(EmbeddedDatabase.startTemporary());
    }

    /** Past the proxy: for whoever judges. */
    public String jdbcUrl() {
        return server.jdbcUrl();
    }

    int port() {
        return URI.create(jdbcUrl().substring("jdbc:".length())).getPort();
    }

    /** Stops it, its transactions rolled back, and starts it again. */
    public void restart() {
        server.stop();
        server.start();
    }

    /** {@code pg_terminate_backend} of every connection of its clients; how many there were. */
    public int terminateBackends() throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT pg_terminate_backend(pid) " + OTHERS);
                ResultSet rows = statement.executeQuery()) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        }
    }

    /** {@code kill -9} of one of its processes: Postgres ends all others, and recovers from its log by itself. */
    public void crash() throws SQLException, IOException, InterruptedException {
        List<Long> pids = new ArrayList<>();
        try (Connection connection = connect();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT pid " + OTHERS + " ORDER BY backend_start");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                pids.add(rows.getLong(1));
            }
        }
        if (!pids.isEmpty()) {
            new ProcessBuilder("kill", "-9", pids.getFirst().toString()).start().waitFor();
        }
    }

    /** A connection past the proxy. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
    }

    @Override
    public void close() {
        server.close();
    }
}
