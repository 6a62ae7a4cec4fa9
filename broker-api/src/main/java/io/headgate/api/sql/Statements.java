package io.headgate.api.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.BiFunction;
import javax.sql.DataSource;

/** Statements, each on a connection that is given back right after. Thread-safe; every method blocks. */
public final class Statements {
    private final DataSource dataSource;
    private final BiFunction<String, SQLException, RuntimeException> unavailable;

    /**
     * Statements to one database.
     *
     * @param unavailable makes what is thrown when a statement fails, of words that a log may show and the cause, whose own
     *     words may quote what was being written
     */
    public Statements(DataSource dataSource, BiFunction<String, SQLException, RuntimeException> unavailable) {
        this.dataSource = dataSource;
        this.unavailable = unavailable;
    }

    public <T> T query(String sql, Parameters parameters, Reading<T> reading) {
        return run(connection -> query(connection, sql, parameters, reading));
    }

    /** How many rows it changed. */
    public int update(String sql, Parameters parameters) {
        return run(connection -> update(connection, sql, parameters));
    }

    /** All of it or nothing. The pool gives the connection its auto-commit back. */
    public <T> T transaction(Work<T> work) {
        return run(connection -> {
            connection.setAutoCommit(false);
            try {
                T done = work.run(connection);
                connection.commit();
                return done;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        });
    }

    /** A query within a transaction. */
    public static <T> T query(Connection connection, String sql, Parameters parameters, Reading<T> reading)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            try (ResultSet rows = statement.executeQuery()) {
                return reading.read(rows);
            }
        }
    }

    /** An update within a transaction. */
    public static int update(Connection connection, String sql, Parameters parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            return statement.executeUpdate();
        }
    }

    private <T> T run(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.run(connection);
        } catch (SQLException e) {
            throw unavailable.apply("SQLSTATE " + e.getSQLState(), e);
        }
    }

    /** Sets a statement's parameters. */
    @FunctionalInterface
    public interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    /** Makes something of the rows, before the first of which they stand. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }

    /** What is done on one connection. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }
}
