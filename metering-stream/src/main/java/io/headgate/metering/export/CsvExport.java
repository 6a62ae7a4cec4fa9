package io.headgate.metering.export;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Writes what a question is answered with as CSV, a row at a time: memory does not grow with the rows. */
public final class CsvExport {
    /** Rows that the driver holds at once. */
    private static final int FETCH_SIZE = 1_000;

    private CsvExport() {}

    /**
     * Writes a header and the rows there are at this moment; blocks.
     *
     * @param connection used for nothing else meanwhile; it is left outside any transaction, with auto-commit on
     * @param out UTF-8 is the writer's to choose
     * @return how many rows were written, the header aside
     * @throws SQLException when Postgres does not answer; part of the rows may be written then
     */
    public static long write(Connection connection, ExportQuery.Ready query, Appendable out)
            throws SQLException, IOException {
        List<FinanceView.Column> columns = query.view().columns();
        Csv.record(out, columns.stream().map(column -> Csv.text(column.name())).toList());
        // Without a transaction the driver has no cursor, and would take all rows into memory.
        connection.setAutoCommit(false);
        try (PreparedStatement statement = query.prepare(connection)) {
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet rows = statement.executeQuery()) {
                return write(rows, columns, out);
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static long write(ResultSet rows, List<FinanceView.Column> columns, Appendable out)
            throws SQLException, IOException {
        long written = 0;
        List<String> fields = new ArrayList<>(columns.size());
        while (rows.next()) {
            for (int i = 0; i < columns.size(); i++) {
                fields.add(field(rows, i + 1, columns.get(i).type()));
            }
            Csv.record(out, fields);
            fields.clear();
            written++;
        }
        return written;
    }

    private static String field(ResultSet row, int column, String type) throws SQLException {
        return switch (type) {
            case "numeric", "bigint", "integer", "smallint" -> Csv.number(row.getBigDecimal(column));
            case "timestamp with time zone" -> {
                OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
                yield moment == null ? "" : moment.toInstant().toString();
            }
            case "date" -> {
                LocalDate day = row.getObject(column, LocalDate.class);
                yield day == null ? "" : day.toString();
            }
            case "boolean" -> {
                boolean value = row.getBoolean(column);
                yield row.wasNull() ? "" : String.valueOf(value);
            }
            default -> Csv.text(row.getString(column));
        };
    }
}
