package io.headgate.metering.rerate.sql;

import static java.util.stream.Collectors.joining;

import io.headgate.metering.rerate.Correction;
import io.headgate.schemas.money.Meter;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Posts corrections in the caller's transaction: rows of the ledger, and what they add to the four rollups. Rollup lines of
 * corrections are lines of their own, which no sink ever writes: so the two cannot get into each other's way.
 */
final class CorrectionPosting {
    private static final String PARTS = meters("cost_%s");

    /** Everything the ledger and the rollups need, from the rows that are corrected. */
    private static final String STAGE = """
            INSERT INTO posted_correction
            SELECT CASE WHEN closed.month IS NULL THEN booked.accounted_at ELSE now() END,
                   nextval('usage_ledger_correction'), booked, given.currency, given.difference, given.price_id,
                   given.prices_unpriced, %s
            FROM unnest(?::timestamptz[], ?::integer[], ?::bigint[], ?::text[], ?::numeric[], ?::text[], ?::boolean[], %s)
                 AS given (accounted_at, source_partition, source_offset, currency, difference, price_id,
                           prices_unpriced, %s)
            JOIN usage_ledger AS booked
              ON booked.accounted_at = given.accounted_at AND booked.source_partition = given.source_partition
             AND booked.source_offset = given.source_offset AND booked.kind = 'attempt'
            LEFT JOIN accounting_period AS closed
              ON closed.month = date_trunc('month', booked.accounted_at AT TIME ZONE 'UTC')::date""".formatted(meters("given.cost_%s"), meters("?::numeric[]"), PARTS);

    private static final String TABLE = """
            CREATE TEMPORARY TABLE IF NOT EXISTS posted_correction (
                accounted_at timestamptz, number bigint, booked usage_ledger, currency text, difference numeric,
                price_id text, prices_unpriced boolean, %s) ON COMMIT DROP""".formatted(meters("cost_%s numeric"));

    private static final String LEDGER = """
            INSERT INTO usage_ledger (
                kind, accounted_at, tenant, request_id, attempt_id, number, alias, variant, provider, endpoint, model,
                provider_model, served_model, project, tags, user_id, task_type, batch, service_tier, batch_id, status,
                failure_code, http_status, usage_source, %s, price_id, currency, cost, %s, dispatched_at, started_at, duration_ms, revision,
                upstream_request_id, corrects, reason, posted_by, prices_unpriced, source_partition, source_offset)
            SELECT 'correction', accounted_at, (booked).tenant, (booked).request_id, (booked).attempt_id,
                   (booked).number, (booked).alias, (booked).variant, (booked).provider, (booked).endpoint,
                   (booked).model, (booked).provider_model, (booked).served_model, (booked).project, (booked).tags,
                   (booked).user_id, (booked).task_type, (booked).batch, (booked).service_tier, (booked).batch_id, (booked).status,
                   (booked).failure_code, (booked).http_status, (booked).usage_source, %s, price_id, currency, difference, %s,
                   (booked).dispatched_at, (booked).started_at, 0, (booked).revision, (booked).upstream_request_id, (booked).attempt_id, ?, ?,
                   prices_unpriced, -1, number
            FROM posted_correction""".formatted(meters("meter_%s"), PARTS, meters("0"), PARTS);

    private static final String OPEN_MONTHS = """
            SELECT usage_ledger_open_month(month)
            FROM (SELECT DISTINCT date_trunc('month', accounted_at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS month
                  FROM posted_correction) AS months""";

    private final String reason;
    private final String postedBy;
    private final Set<String> bookTags;

    /** @param bookTags the tags that split the lines of the rollups */
    CorrectionPosting(String reason, String postedBy, Set<String> bookTags) {
        this.reason = reason;
        this.postedBy = postedBy;
        this.bookTags = Set.copyOf(bookTags);
    }

    private static String meters(String pattern) {
        return Arrays.stream(Meter.values())
                .map(meter -> pattern.formatted(meter.wireName()))
                .collect(joining(", "));
    }

    void post(Connection connection, List<Correction> corrections) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
            statement.execute("TRUNCATE posted_correction");
            stage(connection, corrections);
            CorrectionRates.keep(connection, corrections);
            statement.execute(OPEN_MONTHS);
        }
        try (PreparedStatement ledger = connection.prepareStatement(LEDGER)) {
            ledger.setString(1, reason);
            ledger.setString(2, postedBy);
            int posted = ledger.executeUpdate();
            if (posted != corrections.size()) {
                throw new SQLException(
                        "corrections: seen %d rows for %d, allowed one each: the rows they correct are gone"
                                .formatted(posted, corrections.size()));
            }
        }
        for (RollupCorrection rollup : RollupCorrection.values()) {
            rollup.add(connection, bookTags);
        }
    }

    private static void stage(Connection connection, List<Correction> corrections) throws SQLException {
        try (PreparedStatement stage = connection.prepareStatement(STAGE)) {
            array(
                    stage,
                    1,
                    "text",
                    corrections,
                    each -> each.corrects().accountedAt().toString());
            array(stage, 2, "integer", corrections, each -> each.corrects().partition());
            array(stage, 3, "bigint", corrections, each -> each.corrects().offset());
            array(stage, 4, "text", corrections, each -> each.currency().getCurrencyCode());
            array(stage, 5, "numeric", corrections, each -> each.difference().total());
            array(stage, 6, "text", corrections, each -> each.price().id().value());
            array(stage, 7, "boolean", corrections, Correction::pricesUnpriced);
            for (Meter meter : Meter.values()) {
                array(stage, 8 + meter.ordinal(), "numeric", corrections, each -> part(each, meter));
            }
            stage.executeUpdate();
        }
    }

    private static @Nullable BigDecimal part(Correction correction, Meter meter) {
        Map<Meter, BigDecimal> parts = correction.difference().parts();
        return parts == null ? null : parts.get(meter);
    }

    private static void array(
            PreparedStatement statement,
            int at,
            String type,
            List<Correction> corrections,
            Function<Correction, @Nullable Object> value)
            throws SQLException {
        @Nullable Object[] values = new @Nullable Object[corrections.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(corrections.get(i));
        }
        statement.setArray(at, statement.getConnection().createArrayOf(type, values));
    }
}
