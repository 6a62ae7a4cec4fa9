package io.headgate.metering.alert.books;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads what a query of one parameter, the moment, finds. */
final class Rows {
    private Rows() {}

    /** Makes something of a row. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** @param table what the query reads; while it is not there, there are no rows */
    static <T> List<T> read(Connection connection, String table, String sql, Instant now, Reader<T> reader)
            throws SQLException {
        return isThere(connection, table) ? read(connection, sql, now, reader) : List.of();
    }

    static <T> List<T> read(Connection connection, String sql, Instant now, Reader<T> reader) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, Outbox.utc(now));
            List<T> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
            return found;
        }
    }

    private static boolean isThere(Connection connection, String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            query.setString(1, table);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
