package io.headgate.api.access.store;

import io.headgate.api.access.UnreachableException;
import io.headgate.schemas.sql.Migrations;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/** Runs what reads and writes the tables, one transaction each; the tables are made first where they are missing. Thread-safe. */
public final class Transactions {
    private final DataSource dataSource;
    private volatile boolean migrated;

    /** @param dataSource the bare one: no transaction is open around it */
    public Transactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** @throws UnreachableException when Postgres does not answer or refuses; nothing was done then */
    <T> T run(Work<T> work) {
        try {
            migrateOnce();
            try (Connection connection = dataSource.getConnection()) {
                connection.setAutoCommit(false);
                try {
                    T result = work.in(connection);
                    connection.commit();
                    return result;
                } catch (SQLException | RuntimeException failed) {
                    connection.rollback();
                    throw failed;
                }
            }
        } catch (SQLException | FlywayException failed) {
            throw new UnreachableException("Postgres", failed);
        }
    }

    /** Several at once is no harm: one migrates, the others wait. */
    private void migrateOnce() {
        if (!migrated) {
            Migrations.migrate(dataSource);
            migrated = true;
        }
    }
}
