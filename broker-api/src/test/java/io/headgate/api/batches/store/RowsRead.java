package io.headgate.api.batches.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * How many rows of the tables of batches the database goes through for something: those of tables that are read whole, and those that
 * an index has led to, whether they were wanted or not. It says of a plan what no clock says on a machine that does other things too.
 *
 * @param database of one connection: it counts what this connection has done
 */
record RowsRead(DataSource database) {
    private static final String TABLES = "('batches', 'batch_lines', 'requests')";
    private static final String COUNT = """
            SELECT (SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE relname IN %s)
                 + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname IN %s)""".formatted(TABLES, TABLES);

    /**
     * What came of it, and at what price.
     *
     * @param rows gone through
     */
    record Counted<T>(T result, long rows) {}

    <T> Counted<T> during(Supplier<T> work) {
        long before = sofar();
        T result = work.get();
        return new Counted<>(result, sofar() - before);
    }

    private long sofar() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            // What a connection counts it tells at its leisure; asked to, at the end of the statement.
            statement.execute("SELECT pg_stat_force_next_flush()");
            try (ResultSet rows = statement.executeQuery(COUNT)) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not tell what it has read", e);
        }
    }
}
