package io.headgate.deploy.acceptance;

import io.headgate.deploy.acceptance.cluster.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A moment of a process held for as long as somebody needs to kill it there, however short it is: Postgres lets no statement
 * pass that writes a certain row, until the gate is opened. Who was killed before it leaves nothing written.
 */
final class PostgresGate implements AutoCloseable {
    private static final String WAITING = """
            SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid::bigint = ? AND NOT granted""";

    private final Connection holder;
    private final int number;

    private PostgresGate(Connection holder, int number) {
        this.holder = holder;
        this.number = number;
    }

    /**
     * Shuts it.
     *
     * @param number its own, 1 or more: a gate is shut once
     * @param event {@code UPDATE ON batches} or the like
     * @param row which rows, as the condition of a trigger: {@code NEW.piece = 1}
     */
    static PostgresGate shut(Database database, int number, String event, String row) throws SQLException {
        Connection holder = database.connect();
        PostgresGate gate = new PostgresGate(holder, number);
        try (Statement statement = holder.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(%d::bigint)".formatted(number));
            statement.execute("""
                    CREATE FUNCTION gate_%1$d() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                      PERFORM pg_advisory_xact_lock_shared(%1$d::bigint);
                      RETURN NEW;
                    END $$""".formatted(number));
            statement.execute(
                    "CREATE TRIGGER gate_%1$d BEFORE %2$s FOR EACH ROW WHEN (%3$s) EXECUTE FUNCTION gate_%1$d()"
                            .formatted(number, event, row));
        }
        return gate;
    }

    /** Whether somebody stands before it. */
    boolean isReached() throws SQLException {
        try (PreparedStatement statement = holder.prepareStatement(WAITING)) {
            statement.setLong(1, number);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1) > 0;
            }
        }
    }

    /** Opens it: the lock is its session's. */
    @Override
    public void close() throws SQLException {
        holder.close();
    }
}
