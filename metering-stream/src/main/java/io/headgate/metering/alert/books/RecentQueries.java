package io.headgate.metering.alert.books;

import io.headgate.metering.alert.Observation.ContractBreaches;
import io.headgate.metering.alert.Observation.OldestOpen;
import io.headgate.metering.alert.Observation.Orphans;
import io.headgate.metering.alert.Observation.ProviderFailures;
import io.headgate.metering.alert.Observation.Unpriced;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.FailureCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What happened in the last minutes and hours, from the rollups, the ledger and the index of requests. */
final class RecentQueries {
    private static final String UNPRICED = """
            SELECT provider, model, sum(unpriced)::bigint AS attempts,
                   coalesce(sum(unpriced) FILTER (WHERE price_id IS NOT NULL), 0)::bigint AS beyond_price
            FROM rollup_hour, (SELECT ?::timestamptz AS now) AS at
            WHERE hour > at.now - interval '24 hours' AND hour <= at.now AND NOT correction
            GROUP BY provider, model
            HAVING sum(unpriced) > 0""";

    // A provider whose breaker is open is not called, and still to be heard of. It is blamed for what the router blames
    // it
    // for: what a request itself is at fault for says nothing of it.
    private static final String FAILURES = """
            WITH at AS (SELECT ?::timestamptz AS now),
                 called AS (
                     SELECT DISTINCT provider FROM rollup_hour, at
                     WHERE hour > at.now - interval '24 hours' AND hour <= at.now),
                 recent AS (
                     SELECT provider, sum(attempts) AS attempts
                     FROM rollup_minute, at
                     WHERE minute > at.now - interval '16 minutes' AND minute <= at.now AND NOT correction
                     GROUP BY provider),
                 blamed AS (
                     SELECT provider, count(*) AS failed
                     FROM usage_ledger, at
                     WHERE kind = 'attempt' AND failure_code IS NOT NULL AND failure_code = ANY ('%s')
                       AND accounted_at > at.now - interval '15 minutes' AND accounted_at <= at.now
                     GROUP BY provider)
            SELECT provider, coalesce(attempts, 0)::bigint AS attempts,
                   least(coalesce(failed, 0), coalesce(attempts, 0))::bigint AS failed
            FROM called LEFT JOIN recent USING (provider) LEFT JOIN blamed USING (provider)""".formatted(
            FailureCode.OF_PROVIDERS.stream().map(FailureCode::wireName).collect(Collectors.joining(",", "{", "}")));

    private static final String BREACHES = """
            WITH at AS (SELECT ?::timestamptz AS now),
                 broken AS (
                     SELECT alias, count(*) AS broken
                     FROM usage_ledger, at
                     WHERE kind = 'attempt' AND failure_code = 'contract_violation'
                       AND accounted_at > at.now - interval '15 minutes' AND accounted_at <= at.now
                     GROUP BY alias)
            SELECT alias, broken,
                   (SELECT coalesce(sum(attempts), 0)::bigint FROM rollup_minute
                    WHERE rollup_minute.alias = broken.alias AND NOT correction
                      AND minute > at.now - interval '16 minutes' AND minute <= at.now) AS attempts
            FROM broken, at""";

    private static final String OLDEST = """
            SELECT DISTINCT ON (tenant) tenant, accepted_at
            FROM requests, (SELECT ?::timestamptz AS now) AS at
            WHERE ended_at IS NULL AND accepted_at <= at.now
            ORDER BY tenant, accepted_at""";

    private static final String ORPHANS = """
            SELECT tenant, count(*) AS calls
            FROM usage_ledger, (SELECT ?::timestamptz AS now) AS at
            WHERE kind = 'orphan' AND accounted_at > at.now - interval '24 hours' AND accounted_at <= at.now
            GROUP BY tenant""";

    private RecentQueries() {}

    static List<Unpriced> unpriced(Connection connection, Instant now) throws SQLException {
        return Rows.read(
                connection,
                UNPRICED,
                now,
                row -> new Unpriced(
                        new ProviderName(row.getString("provider")),
                        new ModelName(row.getString("model")),
                        row.getLong("attempts"),
                        row.getLong("beyond_price")));
    }

    static List<ProviderFailures> failures(Connection connection, Instant now) throws SQLException {
        return Rows.read(
                connection,
                FAILURES,
                now,
                row -> new ProviderFailures(
                        new ProviderName(row.getString("provider")), row.getLong("attempts"), row.getLong("failed")));
    }

    static List<ContractBreaches> breaches(Connection connection, Instant now) throws SQLException {
        return Rows.read(
                connection,
                BREACHES,
                now,
                row -> new ContractBreaches(
                        new Alias(row.getString("alias")), row.getLong("attempts"), row.getLong("broken")));
    }

    /** @param kept how long topics keep a request */
    static List<OldestOpen> oldestOpen(Connection connection, Instant now, Duration kept) throws SQLException {
        return Rows.read(
                connection,
                OLDEST,
                now,
                row -> new OldestOpen(
                        new TenantId(row.getString("tenant")),
                        Objects.requireNonNull(AlertRow.instant(row, "accepted_at")),
                        kept));
    }

    static List<Orphans> orphans(Connection connection, Instant now) throws SQLException {
        return Rows.read(
                connection,
                ORPHANS,
                now,
                row -> new Orphans(new TenantId(row.getString("tenant")), row.getLong("calls")));
    }
}
