package io.headgate.deploy.acceptance.checker.read;

import io.headgate.deploy.acceptance.checker.Installation;
import io.headgate.deploy.acceptance.checker.evidence.BatchedLine;
import io.headgate.deploy.acceptance.checker.evidence.Books;
import io.headgate.deploy.acceptance.checker.evidence.LedgerRow;
import io.headgate.deploy.acceptance.checker.evidence.QuotaTold;
import io.headgate.deploy.acceptance.checker.evidence.Sum;
import io.headgate.deploy.acceptance.checker.evidence.Usage;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads what Postgres shows, in one snapshot. */
final class BooksReader {
    private static final int ROWS_A_FETCH = 5_000;

    private static final List<String> METERS = List.of(
            "input", "cache_read", "cache_write_5m", "cache_write_1h", "output", "reasoning", "request", "second");

    private static final String LEDGER = """
            SELECT kind, tenant, CASE WHEN kind = 'correction' THEN corrects ELSE attempt_id END AS attempt, model,
                   round(extract(EPOCH FROM started_at) * 1000)::bigint AS started,
                   round(extract(EPOCH FROM dispatched_at) * 1000)::bigint AS dispatched,
                   to_char(accounted_at AT TIME ZONE 'UTC', 'YYYY-MM') AS month, usage_source = 'estimated' AS estimated,
                   meter_input, meter_cache_read, meter_cache_write_5m, meter_cache_write_1h, meter_output,
                   meter_reasoning, meter_request, meter_second, service_tier, cost, currency, source_partition,
                   source_offset,
                   CASE WHEN kind = 'attempt' AND status = 'unknown' AND usage_source IS NULL
                        THEN upper_bound_currency END AS bound_in
            FROM usage_ledger""";

    /** The rollups by table, each with the expression of the month that its lines count in. */
    private static final Map<String, String> ROLLUPS = new TreeMap<>(Map.of(
            "rollup_minute", "to_char(minute AT TIME ZONE 'UTC', 'YYYY-MM')",
            "rollup_hour", "to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM')",
            "rollup_day", "to_char(day, 'YYYY-MM')",
            "rollup_month", "to_char(month, 'YYYY-MM')"));

    private static final String QUOTAS = """
            SELECT tenant, project, model, measure, window_name, currency, limit_amount, spent, reserved, overshot,
                   round(extract(EPOCH FROM window_start) * 1000)::bigint AS opens,
                   round(extract(EPOCH FROM window_end) * 1000)::bigint AS ends, sequence
            FROM quota_state""";

    private static final String DROPPED = "SELECT to_char(month, 'YYYY-MM') FROM usage_ledger_dropped";

    private final Names names;

    BooksReader(Names names) {
        this.names = names;
    }

    Books read(Installation.Books books) throws SQLException {
        try (Connection connection = DriverManager.getConnection(books.jdbcUrl(), books.user(), books.password())) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            Map<String, Map<Sum.Line, Sum>> rollups = new LinkedHashMap<>();
            for (Map.Entry<String, String> table : ROLLUPS.entrySet()) {
                rollups.put(table.getKey(), sums(connection, rollup(table.getKey(), table.getValue())));
            }
            return new Books(
                    all(connection, LEDGER, this::row),
                    rollups,
                    all(connection, DROPPED, row -> row.getString(1)),
                    all(connection, QUOTAS, this::quota),
                    all(connection, BatchedLines.QUERY, this::batchedLine));
        }
    }

    /** @param month the expression of the month that a line counts in */
    private static String rollup(String table, String month) {
        return """
                SELECT %s AS in_month, tenant, model, coalesce(currency, '') AS currency,
                       sum(attempts)::bigint AS attempts,
                       sum(meter_input + meter_cache_read + meter_cache_write_5m + meter_cache_write_1h)::bigint AS input,
                       sum(meter_output + meter_reasoning)::bigint AS output, coalesce(sum(amount), 0) AS amount
                FROM %s GROUP BY 1, 2, 3, 4""".formatted(month, table);
    }

    /** Makes something of the present row. */
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> all(Connection connection, String query, RowReader<T> reader) throws SQLException {
        List<T> all = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_A_FETCH);
            try (ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    all.add(reader.read(row));
                }
            }
        }
        return all;
    }

    private Map<Sum.Line, Sum> sums(Connection connection, String query) throws SQLException {
        Map<Sum.Line, Sum> sums = new HashMap<>();
        all(
                connection,
                query,
                row -> sums.put(
                        new Sum.Line(
                                row.getString("in_month"),
                                names.of(row.getString("tenant")),
                                names.of(row.getString("model")),
                                names.of(row.getString("currency"))),
                        new Sum(
                                row.getLong("attempts"),
                                row.getLong("input"),
                                row.getLong("output"),
                                row.getBigDecimal("amount"))));
        return sums;
    }

    private LedgerRow row(ResultSet row) throws SQLException {
        Map<String, Long> quantities = new TreeMap<>();
        for (String meter : METERS) {
            long quantity = row.getLong("meter_" + meter);
            if (quantity != 0) {
                quantities.put(meter, quantity);
            }
        }
        return new LedgerRow(
                LedgerRow.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                names.key(row.getString("tenant"), row.getString("attempt")),
                names.of(row.getString("model")),
                row.getLong("started"),
                names.of(row.getString("month")),
                new Usage(quantities, row.getBoolean("estimated"), names.ofNullable(row.getString("service_tier"))),
                row.getBigDecimal("cost"),
                names.ofNullable(row.getString("currency")),
                row.getInt("source_partition"),
                row.getLong("source_offset"),
                names.ofNullable(row.getString("bound_in")),
                row.getObject("dispatched", Long.class));
    }

    private BatchedLine batchedLine(ResultSet row) throws SQLException {
        return new BatchedLine(
                names.key(row.getString("tenant"), row.getString("batch_id")),
                row.getString("name"),
                row.getInt("inputs"),
                row.getInt("outputs"),
                row.getInt("errors"));
    }

    private QuotaTold quota(ResultSet row) throws SQLException {
        BigDecimal end = row.getBigDecimal("ends");
        return new QuotaTold(
                new QuotaTold.Limited(
                        names.of(row.getString("tenant")),
                        names.ofNullable(row.getString("project")),
                        names.ofNullable(row.getString("model")),
                        names.of(row.getString("measure")),
                        names.of(row.getString("window_name")),
                        names.ofNullable(row.getString("currency"))),
                row.getBigDecimal("limit_amount"),
                row.getBigDecimal("spent"),
                row.getBigDecimal("reserved"),
                row.getBigDecimal("overshot"),
                row.getLong("opens"),
                end == null ? Long.MAX_VALUE : end.longValueExact(),
                row.getLong("sequence"));
    }
}
