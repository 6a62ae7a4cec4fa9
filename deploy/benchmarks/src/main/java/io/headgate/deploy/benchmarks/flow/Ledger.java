package io.headgate.deploy.benchmarks.flow;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The rows of the books, as anybody reads them. */
record Ledger(Connection connection) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 100;
    private static final String ROWS = "SELECT count(*) FROM usage_ledger WHERE kind = 'attempt'";
    private static final String TIMES = "SELECT request_id, booked_at FROM usage_ledger WHERE kind = 'attempt'";

    /** Hears of each row. */
    @FunctionalInterface
    interface Reader {
        void row(String request, Instant bookedAt);
    }

    /** Waits until there are so many rows, for a minute at most; returns how many there are. */
    long await(long rows) throws SQLException, InterruptedException {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        long seen = rows();
        while (seen < rows && System.nanoTime() - giveUpAt < 0) {
            Thread.sleep(POLL_MILLIS);
            seen = rows();
        }
        return seen;
    }

    private long rows() throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(ROWS);
                ResultSet row = count.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    void read(Reader reader) throws SQLException {
        try (PreparedStatement all = connection.prepareStatement(TIMES);
                ResultSet rows = all.executeQuery()) {
            while (rows.next()) {
                reader.row(
                        rows.getString(1),
                        rows.getObject(2, OffsetDateTime.class).toInstant());
            }
        }
    }
}
