package io.headgate.metering.sink;

import static java.util.stream.Collectors.joining;

import io.headgate.schemas.sql.Column;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TypeInfo;
import org.postgresql.jdbc.PgArray;

/**
 * Writes many rows of one table in one statement, whose one parameter they are: an array of a composite type, in binary. For
 * a table that takes thousands of rows a second; {@link io.headgate.schemas.sql.BulkInsert} needs no type of its own. The
 * statement and all its rows are with the server before it begins, so it never waits for a client that has stopped.
 */
final class RowInsert<T> {
    private static final int DIMENSIONS = 1;
    private static final int FIRST_INDEX = 1;

    private final String rowType;
    private final List<Column<T>> columns;
    private final String sql;

    /**
     * An insert that leaves out what is there already.
     *
     * @param rowType whose attributes are the columns, in their order
     */
    RowInsert(String table, String rowType, List<Column<T>> columns) {
        this.rowType = rowType;
        this.columns = List.copyOf(columns);
        this.sql = "INSERT INTO %s (%s) SELECT %s FROM unnest(?::%s[]) AS rows ON CONFLICT DO NOTHING"
                .formatted(table, each("\"%s\""), each("rows.\"%s\""), rowType);
    }

    /** What makes the rows that {@link #write} takes. */
    RowWriter<T> rows() {
        return new RowWriter<>(columns);
    }

    /**
     * Writes rows in the order given, in the caller's transaction.
     *
     * @param connection to Postgres by its own driver
     * @return how many were written
     */
    int write(Connection connection, List<byte[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return 0;
        }
        BaseConnection driver = connection.unwrap(BaseConnection.class);
        TypeInfo types = driver.getTypeInfo();
        byte[] array = array(types.getPGType(rowType), rows);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, new PgArray(driver, types.getPGArrayType(rowType), array));
            return statement.executeUpdate();
        }
    }

    /** As Postgres reads it: its head, and each element with its length before it. */
    private static byte[] array(int elementType, List<byte[]> rows) {
        int size = 5 * Integer.BYTES;
        for (byte[] row : rows) {
            size = Math.addExact(size, Integer.BYTES + row.length);
        }
        ByteBuffer array = ByteBuffer.allocate(size);
        array.putInt(DIMENSIONS)
                .putInt(0)
                .putInt(elementType)
                .putInt(rows.size())
                .putInt(FIRST_INDEX);
        for (byte[] row : rows) {
            array.putInt(row.length).put(row);
        }
        return array.array();
    }

    private String each(String pattern) {
        return columns.stream().map(column -> pattern.formatted(column.name())).collect(joining(", "));
    }
}
