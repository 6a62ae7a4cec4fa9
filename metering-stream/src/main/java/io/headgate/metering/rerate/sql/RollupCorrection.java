package io.headgate.metering.rerate.sql;

import static java.util.stream.Collectors.joining;

import io.headgate.schemas.money.Meter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;

/** A rollup, and how corrections are added to it. */
enum RollupCorrection {
    MINUTE("rollup_minute", "minute", "date_trunc('minute', accounted_at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'"),
    HOUR("rollup_hour", "hour", "date_trunc('hour', accounted_at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'"),
    DAY("rollup_day", "day", "(accounted_at AT TIME ZONE 'UTC')::date"),
    MONTH("rollup_month", "month", "date_trunc('month', accounted_at AT TIME ZONE 'UTC')::date");

    /**
     * What was unpriced leaves the line without a currency, where it was counted; its amount comes to a line with one. Of a
     * month that is closed it stays counted: the open month, where the correction counts, has not one unpriced attempt less.
     */
    private static final String SQL = """
            WITH change AS (
                SELECT accounted_at, booked, price_id, currency, 0 AS unpriced, difference, %1$s
                FROM posted_correction
                UNION ALL
                SELECT accounted_at, booked, NULL, NULL, -1, NULL, %2$s
                FROM posted_correction
                WHERE prices_unpriced AND accounted_at = (booked).accounted_at)
            INSERT INTO %3$s AS line (
                %4$s, tenant, project, tags, alias, variant, provider, endpoint, model, provider_model, price_id,
                currency, correction, attempts, completed, estimated, unpriced, %5$s, amount, %1$s, cost_failed,
                dearest_comparable_amount)
            SELECT %6$s, (booked).tenant, (booked).project,
                   (SELECT coalesce(jsonb_object_agg(tag.key, tag.value), '{}')
                    FROM jsonb_each((booked).tags) AS tag WHERE tag.key = ANY (?)),
                   (booked).alias, (booked).variant, (booked).provider, (booked).endpoint, (booked).model,
                   (booked).provider_model, price_id, currency, true, 0, 0, 0, sum(unpriced), %7$s, sum(difference),
                   %8$s, sum(difference) FILTER (WHERE (booked).status IN ('retryable', 'refused')),
                   sum(difference) FILTER (WHERE (booked).dearest_cost IS NOT NULL AND (booked).currency = currency)
            FROM change
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
            ON CONFLICT (%4$s, tenant, line) DO UPDATE SET unpriced = line.unpriced + excluded.unpriced, %9$s""";

    private final String sql;

    RollupCorrection(String table, String bucket, String moment) {
        this.sql = SQL.formatted(
                meters("cost_%s"),
                meters("NULL::numeric"),
                table,
                bucket,
                meters("meter_%s"),
                moment,
                meters("0"),
                meters("sum(cost_%s)"),
                meters(adding("cost_%s")) + ", " + adding("amount") + ", " + adding("cost_failed") + ", "
                        + adding("dearest_comparable_amount"));
    }

    private static String adding(String column) {
        return "%1$s = coalesce(line.%1$s + excluded.%1$s, line.%1$s, excluded.%1$s)".formatted(column);
    }

    private static String meters(String pattern) {
        return Arrays.stream(Meter.values())
                .map(meter -> pattern.replace("%s", meter.wireName()))
                .collect(joining(", "));
    }

    /** Adds what is staged in {@code posted_correction}. */
    void add(Connection connection, Set<String> bookTags) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", bookTags.toArray()));
            statement.executeUpdate();
        }
    }
}
