package io.headgate.metering.rerate.sql;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Which months are closed, and what came to them afterwards. */
public final class AccountingPeriods {
    // Waits for batches that are being booked, so that each is of before the close or counted as late.
    private static final String NO_BATCH = "LOCK TABLE accounting_period IN EXCLUSIVE MODE";
    private static final String CLOSE =
            "INSERT INTO accounting_period (month, closed_by) VALUES (?::date, ?) ON CONFLICT (month) DO NOTHING";
    private static final String TURN = "SELECT pg_advisory_xact_lock(hashtext('accounting_period'))";
    private static final String CLOSED = """
            SELECT month, closed_at, closed_by, late_attempts, late_unpriced, currency, late_cost, repaired_at
            FROM finance.closed_months ORDER BY month, currency""";

    private AccountingPeriods() {}

    /**
     * A closed month, and attempts in one currency that came after the close; it has a line for each.
     *
     * @param lateAttempts 0 when none came
     * @param lateUnpriced those of them without a known price
     * @param currency ISO 4217 code; null on the line of those without a price, and when none came
     * @param lateCost exact, in currency; null where no price is known
     * @param repairedAt when the rollups were last repaired after the close; null when they were not
     */
    public record Closed(
            YearMonth month,
            Instant closedAt,
            String closedBy,
            long lateAttempts,
            long lateUnpriced,
            @Nullable String currency,
            @Nullable BigDecimal lateCost,
            @Nullable Instant repairedAt) {}

    /** Closes a month (UTC) for good; false when it was closed already. */
    public static boolean close(DataSource dataSource, YearMonth month, String closedBy) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                boolean closed = close(connection, month, closedBy);
                connection.commit();
                committed = true;
                return closed;
            } finally {
                if (!committed) {
                    connection.rollback();
                }
            }
        }
    }

    private static boolean close(Connection connection, YearMonth month, String closedBy) throws SQLException {
        takeTurn(connection);
        try (Statement lock = connection.createStatement();
                PreparedStatement close = connection.prepareStatement(CLOSE)) {
            lock.execute(NO_BATCH);
            close.setString(1, month.atDay(1).toString());
            close.setString(2, closedBy);
            return close.executeUpdate() == 1;
        }
    }

    /** All closed months, the oldest first. */
    public static List<Closed> closed(DataSource dataSource) throws SQLException {
        List<Closed> closed = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CLOSED)) {
            while (row.next()) {
                closed.add(new Closed(
                        YearMonth.from(row.getObject(1, LocalDate.class)),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getString(6),
                        row.getBigDecimal(7),
                        moment(row.getObject(8, OffsetDateTime.class))));
            }
        }
        return closed;
    }

    private static @Nullable Instant moment(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /** Until the transaction ends nobody else posts corrections, nor closes a month. */
    static void takeTurn(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TURN)) {
            statement.execute();
        }
    }
}
