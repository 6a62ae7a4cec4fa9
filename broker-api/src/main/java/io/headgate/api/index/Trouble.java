package io.headgate.api.index;

import java.sql.BatchUpdateException;
import java.sql.SQLException;

/** What a log may say of a failure. The driver's words for a batch that failed quote its rows, completions among them. */
final class Trouble {
    private Trouble() {}

    static String of(Exception cause) {
        return switch (cause) {
            case BatchUpdateException batch -> "BatchUpdateException, SQLSTATE " + batch.getSQLState();
            case SQLException e
            when e.getSQLState() != null && !e.getSQLState().startsWith("08") ->
                "SQLException, SQLSTATE " + e.getSQLState();
            default -> cause.toString();
        };
    }
}
