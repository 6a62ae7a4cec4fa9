package io.headgate.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.aggregate.Aggregation;
import io.headgate.metering.aggregate.Bucket;
import io.headgate.metering.aggregate.Counted;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Increment.Line;
import io.headgate.schemas.money.Meter;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** The same totals from three sides: the log, the ledger and the rollups. */
public final class BooksReader {
    private static final String METERS =
            Arrays.stream(Meter.values()).map(m -> "meter_" + m.wireName()).collect(Collectors.joining(", "));
    private static final String METER_SUMS = Arrays.stream(Meter.values())
            .map(m -> "sum(meter_" + m.wireName() + ")::bigint")
            .collect(Collectors.joining(", "));
    private static final String COSTS =
            Arrays.stream(Meter.values()).map(m -> "cost_" + m.wireName()).collect(Collectors.joining(", "));
    private static final String COST_SUMS = Arrays.stream(Meter.values())
            .map(m -> "sum(cost_" + m.wireName() + ")")
            .collect(Collectors.joining(", "));
    private static final String ROLLUPS = """
            SELECT tenant, %%s, project, alias, provider, endpoint, model, provider_model, currency,
                   attempts, completed, unpriced, estimated, amount, variant, price_id, tags ->> 'feature',
                   failed, cost_failed, unknown, unknown_upper_bound, dearest_amount, dearest_comparable_amount,
                   duration_ms, %s, %s
            FROM %%s""".formatted(METERS, COSTS);
    private static final String LEDGER = """
            SELECT tenant, date_trunc('minute', accounted_at), project, alias, provider, endpoint, model, provider_model,
                   coalesce(currency, CASE WHEN untold THEN upper_bound_currency END),
                   count(*), count(*) FILTER (WHERE status = 'completed'),
                   count(*) FILTER (WHERE cost IS NULL AND NOT untold), count(*) FILTER (WHERE usage_source = 'estimated'),
                   sum(cost), variant, price_id, tags ->> 'feature',
                   count(*) FILTER (WHERE status IN ('retryable', 'refused')),
                   sum(cost) FILTER (WHERE status IN ('retryable', 'refused')),
                   count(*) FILTER (WHERE status = 'unknown'),
                   sum(upper_bound) FILTER (WHERE untold OR status = 'unknown' AND upper_bound_currency = currency),
                   sum(dearest_cost), sum(cost) FILTER (WHERE dearest_cost IS NOT NULL),
                   sum(duration_ms), %s, %s
            FROM usage_ledger
            CROSS JOIN LATERAL (SELECT status = 'unknown' AND usage_source IS NULL) AS fate (untold)
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17""".formatted(METER_SUMS, COST_SUMS);

    private BooksReader() {}

    /** Fails unless the ledger and the rollups of every span have just these attempts, to the last decimal. */
    public static void assertEqualTo(Collection<Attempt> attempts, DataSource dataSource) throws SQLException {
        Map<Line, Increment> log = log(attempts);
        for (Bucket bucket : Bucket.values()) {
            assertThat(rollups(dataSource, bucket))
                    .as(bucket.table())
                    .isEqualTo(Aggregation.byLine(log.values(), bucket));
        }
        assertThat(ledger(dataSource)).as("usage_ledger").isEqualTo(log);
    }

    public static Map<Line, Increment> log(Collection<Attempt> attempts) {
        return Aggregation.byLine(attempts.stream()
                .map(attempt -> ((Counted.Bookable) Aggregation.count(attempt, Installation.TAGS)).increment())
                .toList());
    }

    public static Map<Line, Increment> rollups(DataSource dataSource) throws SQLException {
        return rollups(dataSource, Bucket.MINUTE);
    }

    /** The lines of one of the rollups; of a date, its first moment in UTC. */
    public static Map<Line, Increment> rollups(DataSource dataSource, Bucket bucket) throws SQLException {
        String begin = bucket.isDate() ? bucket.column() + "::timestamp AT TIME ZONE 'UTC'" : bucket.column();
        return Aggregation.byLine(read(dataSource, ROLLUPS.formatted(begin, bucket.table())));
    }

    public static Map<Line, Increment> ledger(DataSource dataSource) throws SQLException {
        return Aggregation.byLine(read(dataSource, LEDGER));
    }

    public static long count(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static List<Increment> read(DataSource dataSource, String sql) throws SQLException {
        List<Increment> increments = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                increments.add(increment(rows));
            }
        }
        return increments;
    }

    private static Increment increment(ResultSet row) throws SQLException {
        Map<Meter, Long> quantities = new EnumMap<>(Meter.class);
        Map<Meter, BigDecimal> amounts = new EnumMap<>(Meter.class);
        for (Meter meter : Meter.values()) {
            long quantity = row.getLong(25 + meter.ordinal());
            BigDecimal amount = row.getBigDecimal(25 + Meter.values().length + meter.ordinal());
            if (quantity != 0) {
                quantities.put(meter, quantity);
            }
            if (amount != null) {
                amounts.put(meter, amount);
            }
        }
        BigDecimal dearest = row.getBigDecimal(22);
        return new Increment(
                line(row),
                row.getLong(10),
                row.getLong(11),
                row.getLong(12),
                row.getLong(13),
                quantities,
                row.getBigDecimal(14),
                amounts,
                new Increment.Troubles(row.getLong(18), row.getBigDecimal(19), row.getLong(20), row.getBigDecimal(21)),
                dearest == null ? null : new Increment.Comparison(dearest, row.getBigDecimal(23)),
                Duration.ofMillis(row.getLong(24)));
    }

    private static Line line(ResultSet row) throws SQLException {
        String currency = row.getString(9);
        String price = row.getString(16);
        String feature = row.getString(17);
        return new Line(
                new TenantId(row.getString(1)),
                row.getString(3),
                new Alias(row.getString(4)),
                new Target(
                        new ProviderName(row.getString(5)),
                        new EndpointName(row.getString(6)),
                        new ModelName(row.getString(7)),
                        row.getString(8)),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                currency == null ? null : Currency.getInstance(currency),
                feature == null ? Map.of() : Map.of("feature", feature),
                row.getString(15),
                price == null ? null : new PriceId(price),
                false);
    }
}
