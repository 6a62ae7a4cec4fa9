package io.headgate.metering;

import io.headgate.metering.aggregate.Aggregation;
import io.headgate.metering.aggregate.Counted;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
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
    private static final String ROLLUPS = """
            SELECT tenant, minute, project, alias, provider, endpoint, model, provider_model, currency,
                   attempts, completed, unpriced, estimated, amount, %s
            FROM rollup_minute""".formatted(METERS);
    private static final String LEDGER = """
            SELECT tenant, date_trunc('minute', started_at), project, alias, provider, endpoint, model, provider_model,
                   currency, count(*), count(*) FILTER (WHERE status = 'completed'),
                   count(*) FILTER (WHERE cost IS NULL), count(*) FILTER (WHERE usage_source = 'estimated'),
                   sum(cost), %s
            FROM usage_ledger GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9""".formatted(METER_SUMS);

    private BooksReader() {}

    public static Map<Line, Increment> log(Collection<Attempt> attempts) {
        return Aggregation.byLine(attempts.stream()
                .map(attempt -> ((Counted.Bookable) Aggregation.count(attempt)).increment())
                .toList());
    }

    public static Map<Line, Increment> rollups(DataSource dataSource) throws SQLException {
        return Aggregation.byLine(read(dataSource, ROLLUPS));
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
        for (Meter meter : Meter.values()) {
            long quantity = row.getLong(15 + meter.ordinal());
            if (quantity != 0) {
                quantities.put(meter, quantity);
            }
        }
        BigDecimal amount = row.getBigDecimal(14);
        return new Increment(
                line(row), row.getLong(10), row.getLong(11), row.getLong(12), row.getLong(13), quantities, amount);
    }

    private static Line line(ResultSet row) throws SQLException {
        String currency = row.getString(9);
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
                currency == null ? null : Currency.getInstance(currency));
    }
}
