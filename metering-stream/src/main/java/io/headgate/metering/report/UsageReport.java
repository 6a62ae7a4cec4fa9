package io.headgate.metering.report;

import io.headgate.metering.aggregate.Bucket;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.money.Money;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Use and cost by tenant and model over a span of time, from the rollups. */
public final class UsageReport {
    // Lines are of one currency each; a row of the report has them all.
    private static final String SQL = """
            SELECT tenant, model, CASE WHEN ? THEN variant END, currency, sum(attempts), sum(completed),
                   sum(meter_input + meter_cache_read + meter_cache_write_5m + meter_cache_write_1h),
                   sum(meter_output + meter_reasoning), sum(amount), sum(unpriced), sum(estimated)
            FROM %1$s
            WHERE %2$s >= %3$s AND %2$s < %3$s AND (?::text IS NULL OR tenant = ?)
            GROUP BY 1, 2, 3, 4
            ORDER BY 1, 2, 3 NULLS FIRST, 4 NULLS LAST""";
    private static final String DATE = "(?::timestamptz AT TIME ZONE 'UTC')::date";

    private UsageReport() {}

    /**
     * What is asked.
     *
     * @param tenant null for all
     * @param from the first minute
     * @param to the first minute no longer in
     * @param byVariant whether variants of routes are told apart
     */
    public record Query(@Nullable TenantId tenant, Instant from, Instant to, boolean byVariant) {
        /** A query that tells no variants apart. */
        public Query(@Nullable TenantId tenant, Instant from, Instant to) {
            this(tenant, from, to, false);
        }
    }

    /**
     * One tenant's use of one model.
     *
     * @param variant the variant of the route; null where there is none, or where they are not told apart
     * @param costs exact, one for each currency, in order of its code; empty when nothing had a price
     * @param unpriced attempts whose cost is in none of {@code costs}
     * @param estimated attempts whose tokens we estimated
     */
    public record Row(
            TenantId tenant,
            ModelName model,
            @Nullable String variant,
            long attempts,
            long completed,
            long inputTokens,
            long outputTokens,
            List<Money> costs,
            long unpriced,
            long estimated) {
        public Row {
            costs = List.copyOf(costs);
        }

        private Row plus(Row other) {
            List<Money> all = new ArrayList<>(costs);
            all.addAll(other.costs);
            return new Row(
                    tenant,
                    model,
                    variant,
                    attempts + other.attempts,
                    completed + other.completed,
                    inputTokens + other.inputTokens,
                    outputTokens + other.outputTokens,
                    all,
                    unpriced + other.unpriced,
                    estimated + other.estimated);
        }
    }

    /** From the coarsest rollup whose spans the question is made of: a month is read as a month, not as 44,640 minutes. */
    private static String sql(Query query) {
        Bucket bucket = Arrays.stream(Bucket.values())
                .filter(each -> each.begin(query.from()).equals(query.from())
                        && each.begin(query.to()).equals(query.to()))
                .reduce(Bucket.MINUTE, (_, coarser) -> coarser);
        return SQL.formatted(bucket.table(), bucket.column(), bucket.isDate() ? DATE : "?");
    }

    /** The rows by tenant, then model; blocks. */
    public static List<Row> read(DataSource dataSource, Query query) throws SQLException {
        Map<Key, Row> rows = new TreeMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql(query))) {
            String tenant = query.tenant() == null ? null : query.tenant().value();
            statement.setBoolean(1, query.byVariant());
            statement.setObject(2, query.from().atOffset(ZoneOffset.UTC));
            statement.setObject(3, query.to().atOffset(ZoneOffset.UTC));
            statement.setString(4, tenant);
            statement.setString(5, tenant);
            try (ResultSet lines = statement.executeQuery()) {
                while (lines.next()) {
                    Row row = row(lines);
                    rows.merge(new Key(row.tenant(), row.model(), row.variant()), row, Row::plus);
                }
            }
        }
        return List.copyOf(rows.values());
    }

    private static Row row(ResultSet line) throws SQLException {
        String currency = line.getString(4);
        return new Row(
                new TenantId(line.getString(1)),
                new ModelName(line.getString(2)),
                line.getString(3),
                line.getLong(5),
                line.getLong(6),
                line.getLong(7),
                line.getLong(8),
                currency == null
                        ? List.of()
                        : List.of(new Money(line.getBigDecimal(9), Currency.getInstance(currency))),
                line.getLong(10),
                line.getLong(11));
    }

    private record Key(
            TenantId tenant, ModelName model, @Nullable String variant) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::tenant)
                .thenComparing(Key::model)
                .thenComparing(Key::variant, Comparator.nullsFirst(Comparator.<String>naturalOrder()));

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }
}
