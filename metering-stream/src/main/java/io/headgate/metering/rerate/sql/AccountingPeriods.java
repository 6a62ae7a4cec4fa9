package io.headgate.metering.rerate.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.YearMonth;
import javax.sql.DataSource;

/** Which months are closed. */
public final class AccountingPeriods {
    // Waits for corrections that are being posted, and lets none begin meanwhile.
    private static final String CLOSE = """
            WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtext('accounting_period')))
            INSERT INTO accounting_period (month, closed_by)
            SELECT ?::date, ? FROM turn
            ON CONFLICT (month) DO NOTHING""";

    private static final String TURN = "SELECT pg_advisory_xact_lock(hashtext('accounting_period'))";

    private AccountingPeriods() {}

    /** Closes a month (UTC) for good; false when it was closed already. */
    public static boolean close(DataSource dataSource, YearMonth month, String closedBy) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(CLOSE)) {
            statement.setString(1, month.atDay(1).toString());
            statement.setString(2, closedBy);
            return statement.executeUpdate() == 1;
        }
    }

    /** Until the transaction ends nobody else posts corrections, nor closes a month. */
    static void takeTurn(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TURN)) {
            statement.execute();
        }
    }
}
