package io.headgate.api.batches.store;

import io.headgate.api.batches.BatchesUnavailableException;
import io.headgate.api.batches.run.Claim;
import io.headgate.api.batches.run.ClaimLostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Statements and transactions, each on a connection that is given back right after. Thread-safe. */
final class Sql {
    private static final String HOLD = """
            SELECT 1 FROM batches
            WHERE tenant = ? AND batch_id = ? AND claimed_by = ? AND claimed_until > now() FOR UPDATE""";

    private final DataSource dataSource;

    Sql(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    <T> List<T> query(String sql, Reading<T> reading, @Nullable Object... parameters) {
        return run(connection -> query(connection, sql, reading, parameters));
    }

    int update(String sql, @Nullable Object... parameters) {
        return run(connection -> update(connection, sql, parameters));
    }

    /**
     * All of it or nothing, and only while the claim is good: the row of the batch is locked meanwhile.
     *
     * @throws ClaimLostException when it is not
     */
    <T> T holding(Claim claim, Work<T> work) {
        return together(connection -> {
            List<Boolean> held = query(
                    connection,
                    HOLD,
                    _ -> true,
                    claim.batch().tenant().value(),
                    claim.batch().id().value(),
                    claim.token());
            if (held.isEmpty()) {
                throw new ClaimLostException(claim.batch().id());
            }
            return work.on(connection);
        });
    }

    /** All of it or nothing. */
    <T> T together(Work<T> work) {
        return run(connection -> {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    static <T> List<T> query(Connection connection, String sql, Reading<T> reading, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            List<T> all = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(reading.read(rows));
                }
            }
            return all;
        }
    }

    static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            return statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            statement.setObject(
                    i + 1, value instanceof Instant at ? OffsetDateTime.ofInstant(at, ZoneOffset.UTC) : value);
        }
    }

    private <T> T run(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new BatchesUnavailableException(e);
        }
    }

    /** Reads the row that the result stands at. */
    @FunctionalInterface
    interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }

    /** What is done on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
