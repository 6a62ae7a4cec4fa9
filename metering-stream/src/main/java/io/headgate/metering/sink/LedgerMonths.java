package io.headgate.metering.sink;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The months that the ledger has partitions for. Rows of any month may come, also late; those of a month that was dropped
 * are counted, and have no row: half a month would be taken for the whole. Always within the caller's transaction.
 */
final class LedgerMonths {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerMonths.class);
    private static final String DROPPED = "SELECT month FROM usage_ledger_dropped WHERE month = ANY (?)";
    private static final String LATE = "UPDATE usage_ledger_dropped SET late = late + ? WHERE month = ?";
    private static final String OPEN = """
            SELECT usage_ledger_open_month(month::timestamp AT TIME ZONE 'UTC') FROM unnest(?) AS months (month)""";

    private LedgerMonths() {}

    /** The rows that can be written, and sees to it that they can. */
    static List<LedgerEntry> open(Connection connection, List<LedgerEntry> rows) throws SQLException {
        Map<YearMonth, Long> perMonth = new TreeMap<>();
        rows.forEach(row -> perMonth.merge(row.month(), 1L, Long::sum));
        if (perMonth.isEmpty()) {
            return rows;
        }
        Set<YearMonth> dropped = dropped(connection, perMonth.keySet());
        for (YearMonth month : dropped) {
            long late = perMonth.getOrDefault(month, 0L);
            count(connection, month, late);
            LOG.atWarn()
                    .log(
                            "ledger: {} attempts of {} came after that month was dropped; they are in the rollups alone",
                            late,
                            month);
        }
        perMonth.keySet().removeAll(dropped);
        open(connection, perMonth.keySet());
        return dropped.isEmpty()
                ? rows
                : rows.stream().filter(row -> !dropped.contains(row.month())).toList();
    }

    /** Makes the partitions of months that have none. */
    static void open(Connection connection, Collection<YearMonth> months) throws SQLException {
        try (PreparedStatement open = connection.prepareStatement(OPEN)) {
            Array dates = dates(connection, months);
            open.setArray(1, dates);
            open.execute();
            dates.free();
        }
    }

    private static Set<YearMonth> dropped(Connection connection, Collection<YearMonth> months) throws SQLException {
        Set<YearMonth> dropped = new TreeSet<>();
        try (PreparedStatement query = connection.prepareStatement(DROPPED)) {
            Array dates = dates(connection, months);
            query.setArray(1, dates);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    dropped.add(YearMonth.from(rows.getObject(1, LocalDate.class)));
                }
            }
            dates.free();
        }
        return dropped;
    }

    private static void count(Connection connection, YearMonth month, long late) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(LATE)) {
            update.setLong(1, late);
            update.setObject(2, month.atDay(1));
            update.executeUpdate();
        }
    }

    private static Array dates(Connection connection, Collection<YearMonth> months) throws SQLException {
        return connection.createArrayOf(
                "date", months.stream().map(month -> month.atDay(1).toString()).toArray(String[]::new));
    }
}
