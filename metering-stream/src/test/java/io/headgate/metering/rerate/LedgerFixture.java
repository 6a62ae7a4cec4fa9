package io.headgate.metering.rerate;

import io.headgate.schemas.money.Meter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Rows of the ledger, and the rollups that they come to by the tables' own definition. */
public final class LedgerFixture {
    private final DataSource database;
    private int rows;

    public LedgerFixture(DataSource database) {
        this.database = database;
    }

    /** A row of tenant acme: a million tokens in at {@code cost}, in USD; null for unpriced. */
    public void book(String startedAt, String model, String status, @Nullable String cost) throws SQLException {
        book(null, startedAt, model, status, cost);
    }

    /** The same of an attempt of which is known when it was dispatched. */
    public void book(
            @Nullable String dispatchedAt, String startedAt, String model, String status, @Nullable String cost)
            throws SQLException {
        boolean used = status.equals("completed");
        execute("SELECT usage_ledger_open_month('%s')".formatted(startedAt));
        execute("""
                INSERT INTO usage_ledger (
                    accounted_at, tenant, request_id, attempt_id, number, alias, provider, endpoint, model,
                    provider_model, project, tags, status, usage_source, %s, price_id, currency, cost, cost_input,
                    unpriced_reason, upper_bound, upper_bound_currency, dispatched_at, started_at, duration_ms,
                    revision, source_partition, source_offset)
                VALUES ('%s', 'acme', 'r', 'r/%d', 1, 'fast', 'one', 'main', '%s', '%s-1', 'search',
                    '{"project": "search", "team": "a", "other": "b"}', '%s', %s, %s, %s, %s, %s, %s, %s, 0.5, 'USD',
                    %s, '%s', 10, 1, 0, %d)""".formatted(
                        meters("meter_%s"),
                        startedAt,
                        ++rows,
                        model,
                        model,
                        status,
                        used ? "'reported'" : "NULL",
                        Arrays.stream(Meter.values())
                                .map(meter -> used && meter == Meter.INPUT ? "1000000" : "0")
                                .collect(Collectors.joining(", ")),
                        cost == null ? "NULL" : "'old'",
                        cost == null ? "NULL" : "'USD'",
                        cost,
                        cost,
                        cost == null ? "'no price'" : "NULL",
                        dispatchedAt == null ? "NULL" : "'" + dispatchedAt + "'",
                        startedAt,
                        rows));
    }

    /** Fills the four rollups from the attempts, as the sink does. */
    public void rollUp() throws SQLException {
        for (String rollup : List.of("minute", "hour", "day", "month")) {
            execute("""
                    INSERT INTO rollup_%1$s (
                        %1$s, tenant, project, tags, alias, variant, provider, endpoint, model, provider_model, price_id,
                        currency, attempts, completed, unpriced, estimated, %2$s, amount, cost_input)
                    SELECT %4$s, tenant, project, '{"team": "a"}', alias, variant, provider, endpoint, model,
                           provider_model, price_id, currency, count(*), count(*) FILTER (WHERE status = 'completed'),
                           count(*) FILTER (WHERE cost IS NULL), 0, %3$s, sum(cost), sum(cost_input)
                    FROM usage_ledger
                    GROUP BY 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12""".formatted(rollup, meters("meter_%s"), meters("sum(meter_%s)"), bucket(rollup)));
        }
    }

    /** By bucket, model and currency: amount, input's part of it, and unpriced attempts; from a rollup, then from the ledger. */
    public List<List<String>> rollupAndLedger(String rollup) throws SQLException {
        return List.of(query("""
                        SELECT %1$s::text, model, currency, sum(amount), sum(cost_input), sum(unpriced), sum(attempts)
                        FROM rollup_%1$s GROUP BY 1, 2, 3
                        ORDER BY 1, 2, 3""".formatted(rollup)), query("""
                        SELECT bucket, model, currency, sum(cost), sum(cost_input), sum(unpriced), sum(attempts)
                        FROM (SELECT (%s)::text AS bucket, model, currency, cost, cost_input,
                                     CASE WHEN cost IS NULL THEN 1 ELSE 0 END AS unpriced,
                                     CASE WHEN kind = 'attempt' THEN 1 ELSE 0 END AS attempts
                              FROM usage_ledger
                              UNION ALL
                              SELECT (%s)::text, model, NULL, NULL, NULL, -1, 0 FROM usage_ledger
                              WHERE prices_unpriced AND accounted_at = started_at) AS lines
                        GROUP BY 1, 2, 3
                        ORDER BY 1, 2, 3""".formatted(bucket(rollup), bucket(rollup))));
    }

    public List<String> query(String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    values.add(String.valueOf(rows.getString(column)));
                }
                lines.add(String.join("|", values));
            }
        }
        return lines;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String bucket(String rollup) {
        String moment = "date_trunc('%s', accounted_at AT TIME ZONE 'UTC')".formatted(rollup);
        return rollup.equals("day") || rollup.equals("month") ? moment + "::date" : moment + " AT TIME ZONE 'UTC'";
    }

    private static String meters(String pattern) {
        return Arrays.stream(Meter.values())
                .map(meter -> pattern.formatted(meter.wireName()))
                .collect(Collectors.joining(", "));
    }
}
