package io.headgate.metering.sink;

import io.headgate.metering.aggregate.Bucket;
import io.headgate.schemas.message.Increment;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that change the rollups of a month that is closed: counted by month and currency, in the transaction that adds them.
 * A month is closed before it or after it, never in between: whoever closes one waits for it.
 */
final class LateAttempts {
    private static final String NO_CLOSE = "LOCK TABLE accounting_period IN ROW SHARE MODE";
    private static final String COUNT = """
            INSERT INTO accounting_period_late AS total (month, currency, attempts, unpriced, amount)
            SELECT closed.month, given.currency, given.attempts, given.unpriced, given.amount
            FROM unnest(?::date[], ?::text[], ?::bigint[], ?::bigint[], ?::numeric[])
                     AS given (month, currency, attempts, unpriced, amount)
                 JOIN accounting_period AS closed ON closed.month = given.month
            ORDER BY closed.month, given.currency
            ON CONFLICT ON CONSTRAINT accounting_period_late_line DO UPDATE
            SET attempts = total.attempts + excluded.attempts, unpriced = total.unpriced + excluded.unpriced,
                amount = coalesce(total.amount + excluded.amount, total.amount, excluded.amount)""";

    private LateAttempts() {}

    private record Line(LocalDate month, @Nullable String currency) {
        static Line of(Increment increment) {
            var currency = increment.line().currency();
            return new Line(
                    Bucket.MONTH
                            .begin(increment.line().minute())
                            .atZone(ZoneOffset.UTC)
                            .toLocalDate(),
                    currency == null ? null : currency.getCurrencyCode());
        }
    }

    private record Sum(
            long attempts, long unpriced, @Nullable BigDecimal amount) {
        static Sum of(Increment increment) {
            return new Sum(increment.attempts(), increment.unpriced(), increment.amount());
        }

        Sum plus(Sum other) {
            BigDecimal both = amount == null || other.amount == null ? null : amount.add(other.amount);
            return new Sum(
                    attempts + other.attempts,
                    unpriced + other.unpriced,
                    both != null ? both : amount != null ? amount : other.amount);
        }
    }

    /** Counts those of closed months, in the caller's transaction. */
    static void count(Connection connection, Collection<Increment> increments) throws SQLException {
        Map<Line, Sum> sums = new LinkedHashMap<>();
        increments.forEach(increment -> sums.merge(Line.of(increment), Sum.of(increment), Sum::plus));
        if (sums.isEmpty()) {
            return;
        }
        try (Statement lock = connection.createStatement();
                PreparedStatement count = connection.prepareStatement(COUNT)) {
            lock.execute(NO_CLOSE);
            List<Map.Entry<Line, Sum>> rows = List.copyOf(sums.entrySet());
            array(count, 1, "date", rows, row -> row.getKey().month().toString());
            array(count, 2, "text", rows, row -> row.getKey().currency());
            array(count, 3, "bigint", rows, row -> row.getValue().attempts());
            array(count, 4, "bigint", rows, row -> row.getValue().unpriced());
            array(count, 5, "numeric", rows, row -> row.getValue().amount());
            count.executeUpdate();
        }
    }

    private static void array(
            PreparedStatement statement,
            int at,
            String type,
            List<Map.Entry<Line, Sum>> rows,
            Function<Map.Entry<Line, Sum>, @Nullable Object> value)
            throws SQLException {
        @Nullable Object[] values = new @Nullable Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        statement.setArray(at, statement.getConnection().createArrayOf(type, values));
    }
}
