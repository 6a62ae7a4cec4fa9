package io.headgate.metering.repair;

import static java.util.stream.Collectors.joining;

import io.headgate.metering.aggregate.Bucket;
import io.headgate.metering.sink.Rollups;
import io.headgate.schemas.money.Meter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What one rollup lacks in one month, line by line: the sums of the ledger's attempts less those of the rollup. Which tags split
 * a line was the catalogue's decision at the time, and which attempts are lacking is not known: so lines are compared with all
 * their tags together, and what is added has none.
 */
final class RollupGap {
    private static final String KEY =
            "tenant, project, alias, variant, provider, endpoint, model, provider_model, price_id, currency";

    /** As the aggregation counts an attempt; what it has no column for is not in the ledger either. */
    private static final Map<String, String> COUNTED = Map.ofEntries(
            Map.entry("attempts", "1"),
            Map.entry("completed", "(status = 'completed')::int"),
            Map.entry("failed", "(status IN ('retryable', 'refused'))::int"),
            Map.entry("unknown", "(status = 'unknown')::int"),
            Map.entry("unpriced", "(cost IS NULL AND NOT untold)::int"),
            Map.entry("estimated", "coalesce((usage_source = 'estimated')::int, 0)"),
            Map.entry("amount", "cost"),
            Map.entry("cost_failed", "CASE WHEN status IN ('retryable', 'refused') THEN cost END"),
            Map.entry(
                    "unknown_upper_bound",
                    "CASE WHEN untold OR status = 'unknown' AND upper_bound_currency = currency THEN upper_bound END"),
            Map.entry("dearest_amount", "dearest_cost"),
            Map.entry("dearest_comparable_amount", "CASE WHEN dearest_cost IS NOT NULL THEN cost END"));

    private static final String STAGE = """
            CREATE TEMPORARY TABLE rollup_gap ON COMMIT DROP AS
            SELECT %1$s, %2$s, %3$s
            FROM (SELECT %4$s AS %1$s, tenant, project, alias, variant, provider, endpoint, model, provider_model,
                         -- The line of a price is of attempts whose cost is made of it.
                         CASE WHEN cost IS NULL OR cost = 0 OR parts > 0 THEN price_id END AS price_id,
                         coalesce(currency, CASE WHEN untold THEN upper_bound_currency END) AS currency, %5$s
                  FROM usage_ledger
                       CROSS JOIN LATERAL (SELECT status = 'unknown' AND usage_source IS NULL, num_nonnulls(%6$s))
                           AS told (untold, parts)
                  WHERE kind = 'attempt' AND accounted_at >= '%11$s'::timestamp AT TIME ZONE 'UTC'
                    AND accounted_at < '%12$s'::timestamp AT TIME ZONE 'UTC'
                  UNION ALL
                  SELECT %1$s, %2$s, %7$s
                  FROM %8$s
                  WHERE NOT correction AND %1$s >= '%11$s'::%9$s AND %1$s < '%12$s'::%9$s) AS sides
            GROUP BY %1$s, %2$s
            HAVING %10$s""";

    private static final String TOO_MUCH = """
            SELECT concat_ws(' ', '%2$s', %1$s, tenant, provider, model, currency, attempts, amount) FROM rollup_gap
            WHERE attempts < 0 OR amount < 0 OR attempts = 0
            ORDER BY 1 LIMIT 20""";

    private static final String FOUND = """
            SELECT %s, tenant, currency, sum(attempts)::bigint, sum(amount) FROM rollup_gap
            GROUP BY 1, 2, 3 ORDER BY 1, 2, 3""";

    private static final String ADD = """
            INSERT INTO %1$s AS total (%2$s, %3$s, tags, correction, %4$s)
            SELECT %2$s, %3$s, '{}'::jsonb, false, %4$s FROM rollup_gap
            ORDER BY %2$s, tenant
            ON CONFLICT (%2$s, tenant, line) DO UPDATE SET %5$s""";

    private final Bucket bucket;
    private final String column;

    RollupGap(Bucket bucket) {
        this.bucket = bucket;
        this.column = bucket.column();
    }

    /** Reckons the gap, in the caller's transaction, for what is asked below; 20 places at most where there is too much. */
    List<String> stage(Connection connection, YearMonth month) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS rollup_gap");
            statement.execute(staging(month));
        }
        List<String> tooMuch = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TOO_MUCH.formatted(column, bucket.table()))) {
            while (rows.next()) {
                tooMuch.add(rows.getString(1));
            }
        }
        return tooMuch;
    }

    List<Finding> findings(Connection connection) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        String day = bucket.isDate() ? column : "(%s AT TIME ZONE 'UTC')::date".formatted(column);
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(FOUND.formatted(day))) {
            while (rows.next()) {
                findings.add(new Finding(
                        bucket.table(),
                        rows.getObject(1, LocalDate.class),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getLong(4),
                        rows.getBigDecimal(5)));
            }
        }
        return findings;
    }

    /** Adds what is lacking; the number of lines. */
    int add(Connection connection) throws SQLException {
        String sums = Stream.concat(
                        Rollups.COUNTS.stream().map(name -> "%1$s = total.%1$s + excluded.%1$s".formatted(name)),
                        Rollups.AMOUNTS.stream()
                                .map(name -> "%1$s = coalesce(total.%1$s + excluded.%1$s, total.%1$s, excluded.%1$s)"
                                        .formatted(name)))
                .collect(joining(", "));
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(
                    ADD.formatted(bucket.table(), column, KEY, String.join(", ", names()), sums));
        }
    }

    private String staging(YearMonth month) {
        String moment = "date_trunc('%s', accounted_at AT TIME ZONE 'UTC')".formatted(column)
                + (bucket.isDate() ? "::date" : " AT TIME ZONE 'UTC'");
        return STAGE.formatted(
                column,
                KEY,
                each("sum(%1$s) AS %1$s"),
                moment,
                names().stream()
                        .map(name -> "%s AS %s".formatted(COUNTED.getOrDefault(name, name), name))
                        .collect(joining(", ")),
                Arrays.stream(Meter.values())
                        .map(meter -> "cost_" + meter.wireName())
                        .collect(joining(", ")),
                each("-%1$s"),
                bucket.table(),
                bucket.isDate() ? "date" : "timestamp AT TIME ZONE 'UTC'",
                names().stream().map("coalesce(sum(%s), 0) <> 0"::formatted).collect(joining(" OR ")),
                month.atDay(1),
                month.plusMonths(1).atDay(1));
    }

    private static List<String> names() {
        return Stream.concat(Rollups.COUNTS.stream(), Rollups.AMOUNTS.stream()).toList();
    }

    private static String each(String pattern) {
        return names().stream().map(pattern::formatted).collect(joining(", "));
    }
}
