package io.headgate.metering.repair;

import io.headgate.metering.aggregate.Bucket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;

/**
 * Holds the rollups of a month against its ledger, and adds what they lack. What the Streams job has counted and not emitted is in
 * its store and the changelog alone: if both are deleted, up to a second of sums is in the ledger and in no rollup. All of a month
 * is repaired in one transaction, or nothing. Blocks.
 */
public final class BooksRepair {
    private static final String DROPPED = "SELECT 1 FROM usage_ledger_dropped WHERE month = ?::date";

    /** Sinks that wait for their positions give up after a minute and come again. */
    private static final String LIMITS = "SET LOCAL statement_timeout = '600s'";

    /** Whoever posts corrections adds to the same tables. */
    private static final String TURN = "SELECT pg_advisory_xact_lock(hashtext('accounting_period'))";

    private static final String NOTE = """
            INSERT INTO rollup_repair (month, rollup, lines, repaired_by) VALUES (?::date, ?, ?, ?)""";

    private final DataSource dataSource;
    private final Quiet rest;

    /** Tells what is under way; nothing when the books are at rest until the connection's transaction ends. */
    interface Quiet {
        List<String> underWay(Connection connection) throws SQLException, ExecutionException, InterruptedException;

        /** What was lacking has been added, in the same transaction. */
        default void repaired(Connection connection) throws SQLException {}
    }

    public BooksRepair(DataSource dataSource, Rest rest) {
        this(dataSource, (Quiet) rest);
    }

    BooksRepair(DataSource dataSource, Quiet rest) {
        this.dataSource = dataSource;
        this.rest = rest;
    }

    /**
     * Compares, and adds what is lacking.
     *
     * @param month UTC
     */
    public Repaired repair(YearMonth month, String repairedBy)
            throws SQLException, ExecutionException, InterruptedException {
        return run(month, repairedBy, true);
    }

    /** Compares, and writes nothing. */
    public Repaired check(YearMonth month) throws SQLException, ExecutionException, InterruptedException {
        return run(month, "", false);
    }

    private Repaired run(YearMonth month, String repairedBy, boolean write)
            throws SQLException, ExecutionException, InterruptedException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                Repaired repaired = within(connection, month, repairedBy, write);
                if (repaired instanceof Repaired.Compared(List<Finding> findings, var _) && write) {
                    connection.commit();
                    committed = true;
                    return new Repaired.Compared(findings, true);
                }
                return repaired;
            } finally {
                if (!committed) {
                    connection.rollback();
                }
            }
        }
    }

    private Repaired within(Connection connection, YearMonth month, String repairedBy, boolean write)
            throws SQLException, ExecutionException, InterruptedException {
        try (var statement = connection.createStatement()) {
            statement.execute(LIMITS);
            statement.execute(TURN);
        }
        if (isDropped(connection, month)) {
            return new Repaired.Dropped();
        }
        List<String> underWay = rest.underWay(connection);
        if (!underWay.isEmpty()) {
            return new Repaired.NotAtRest(underWay);
        }
        List<String> tooMuch = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (Bucket bucket : Bucket.values()) {
            RollupGap gap = new RollupGap(bucket);
            tooMuch.addAll(gap.stage(connection, month));
            findings.addAll(gap.findings(connection));
            if (write && tooMuch.isEmpty()) {
                int lines = gap.add(connection);
                if (lines > 0) {
                    note(connection, month, bucket, lines, repairedBy);
                }
            }
        }
        if (!tooMuch.isEmpty()) {
            return new Repaired.TooMuch(tooMuch);
        }
        if (write && !findings.isEmpty()) {
            rest.repaired(connection);
        }
        return new Repaired.Compared(findings, false);
    }

    private static boolean isDropped(Connection connection, YearMonth month) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(DROPPED)) {
            query.setString(1, month.atDay(1).toString());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void note(Connection connection, YearMonth month, Bucket bucket, int lines, String repairedBy)
            throws SQLException {
        try (PreparedStatement note = connection.prepareStatement(NOTE)) {
            note.setString(1, month.atDay(1).toString());
            note.setString(2, bucket.table());
            note.setInt(3, lines);
            note.setString(4, repairedBy);
            note.executeUpdate();
        }
    }
}
