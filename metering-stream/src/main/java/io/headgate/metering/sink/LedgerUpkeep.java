package io.headgate.metering.sink;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the ledger's partitions: makes those of this month and the next ahead of their first row, and drops whole months
 * that are older than are kept. Any number of processes may do so at once.
 */
public final class LedgerUpkeep {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerUpkeep.class);
    private static final String OLD = """
            SELECT month FROM (SELECT to_date(right(child.relname, 7), 'YYYY_MM') AS month
                               FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
                               WHERE inhparent = 'usage_ledger'::regclass) AS months
            WHERE month < ? ORDER BY month""";
    private static final String DROPPED = "INSERT INTO usage_ledger_dropped (month) VALUES (?) ON CONFLICT DO NOTHING";

    /** Dropping locks the whole ledger, for a moment: rather not now than everybody waiting behind a long report. */
    private static final String IMPATIENCE = "SELECT set_config('lock_timeout', '2s', true)";

    private final DataSource dataSource;
    private final @Nullable Integer keptMonths;
    private final InstantSource clock;

    /** @param keptMonths how many months before the present one are kept, 0 or more; null keeps all */
    public LedgerUpkeep(DataSource dataSource, @Nullable Integer keptMonths, InstantSource clock) {
        this.dataSource = dataSource;
        this.keptMonths = keptMonths;
        this.clock = clock;
    }

    /**
     * Does what is to be done now; blocks.
     *
     * @return the months that were dropped, the oldest first
     * @throws SQLException when Postgres does not answer, or a report holds the ledger; to be tried again
     */
    public List<YearMonth> run() throws SQLException {
        YearMonth now = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            LedgerMonths.open(connection, List.of(now, now.plusMonths(1)));
            return keptMonths == null ? List.of() : drop(connection, now.minusMonths(keptMonths));
        }
    }

    private static List<YearMonth> drop(Connection connection, YearMonth firstKept) throws SQLException {
        List<YearMonth> old = before(connection, firstKept);
        for (YearMonth month : old) {
            connection.setAutoCommit(false);
            try {
                dropOne(connection, month);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
            LOG.atInfo().log("ledger: dropped the rows of {}; the rollups keep their sums", month);
        }
        return old;
    }

    private static List<YearMonth> before(Connection connection, YearMonth first) throws SQLException {
        List<YearMonth> months = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(OLD)) {
            query.setObject(1, first.atDay(1));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    months.add(YearMonth.from(rows.getObject(1, LocalDate.class)));
                }
            }
        }
        return months;
    }

    private static void dropOne(Connection connection, YearMonth month) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement dropped = connection.prepareStatement(DROPPED)) {
            statement.execute(IMPATIENCE);
            // In one transaction: whoever comes with a row of this month finds the table, or the note that it is gone.
            dropped.setObject(1, month.atDay(1));
            dropped.executeUpdate();
            statement.execute(
                    "DROP TABLE IF EXISTS usage_ledger_%d_%02d".formatted(month.getYear(), month.getMonthValue()));
        }
    }
}
