package io.headgate.schemas.sql;

import static java.util.stream.Collectors.joining;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes many rows of one table in one statement, an array per column: {@code INSERT … SELECT FROM unnest(…)}. */
public final class BulkInsert<T> {
    private final List<Column<T>> columns;
    private final String sql;

    /**
     * An insert.
     *
     * @param table with its alias
     * @param onConflict what follows {@code ON CONFLICT}
     */
    public BulkInsert(String table, List<Column<T>> columns, String onConflict) {
        this(table, columns, "true", onConflict);
    }

    /**
     * An insert of some of the rows that it is given.
     *
     * @param table with its alias
     * @param which a condition on what is to be written: {@code rows} has the columns, typed as they travel
     * @param onConflict what follows {@code ON CONFLICT}
     */
    public BulkInsert(String table, List<Column<T>> columns, String which, String onConflict) {
        this.columns = List.copyOf(columns);
        this.sql = "INSERT INTO %s (%s) SELECT %s FROM unnest(%s) AS rows (%s) WHERE %s ON CONFLICT %s"
                .formatted(
                        table,
                        each("\"%1$s\""),
                        each("rows.\"%1$s\"::%3$s"),
                        each("?::%2$s[]"),
                        each("\"%1$s\""),
                        which,
                        onConflict);
    }

    /**
     * Writes rows in the order given, in the caller's transaction.
     *
     * @return how many were written or changed
     */
    public int write(Connection connection, List<T> rows) throws SQLException {
        if (rows.isEmpty()) {
            return 0;
        }
        List<Array> arrays = new ArrayList<>(columns.size());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Column<T> column : columns) {
                Array array = column.array(connection, rows);
                arrays.add(array);
                statement.setArray(arrays.size(), array);
            }
            return statement.executeUpdate();
        } finally {
            for (Array array : arrays) {
                array.free();
            }
        }
    }

    private String each(String pattern) {
        return columns.stream()
                .map(column -> pattern.formatted(column.name(), column.type().sent, column.type().stored))
                .collect(joining(", "));
    }
}
