package io.headgate.api.replay.store;

import io.headgate.api.lookup.IndexUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** One transaction a question; what Postgres does not answer is {@link IndexUnavailableException}. Thread-safe. */
final class Database {
    private final DataSource dataSource;

    Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What is done in a transaction. */
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** Work that gives nothing back. */
    interface Deed {
        void in(Connection connection) throws SQLException;
    }

    void run(Deed deed) {
        within(connection -> {
            deed.in(connection);
            return connection;
        });
    }

    <T> T within(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T done = work.in(connection);
                connection.commit();
                return done;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IndexUnavailableException(e);
        }
    }
}
