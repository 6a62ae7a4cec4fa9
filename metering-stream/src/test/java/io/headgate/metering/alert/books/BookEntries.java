package io.headgate.metering.alert.books;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Lines of the books for tests, written as the sinks write them, but by hand. */
public final class BookEntries {
    private final DataSource dataSource;

    public BookEntries(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Of one line of a rollup.
     *
     * @param amount in USD; null for unpriced attempts
     */
    public record Line(
            String tenant,
            String model,
            long attempts,
            long completed,
            long failed,
            @Nullable String amount) {}

    public void minute(Instant minute, Line line) throws SQLException {
        rollup("rollup_minute", "minute", minute.atOffset(ZoneOffset.UTC), line);
    }

    public void hour(Instant hour, Line line) throws SQLException {
        rollup("rollup_hour", "hour", hour.atOffset(ZoneOffset.UTC), line);
    }

    public void day(LocalDate day, Line line) throws SQLException {
        rollup("rollup_day", "day", day, line);
    }

    /** Attempts without a cost in a rollup of hours; of a price that has no rate for what they used, or of none. */
    public void unpriced(Instant hour, String model, long attempts, @Nullable String priceId) throws SQLException {
        hour(hour, new Line("acme", model, attempts, attempts, 0, null));
        execute("UPDATE rollup_hour SET price_id = ? WHERE model = ? AND attempts = ?", priceId, model, attempts);
    }

    private void rollup(String table, String bucket, Object when, Line line) throws SQLException {
        execute(
                """
                INSERT INTO %s (%s, tenant, project, alias, provider, endpoint, model, provider_model, currency,
                                attempts, completed, failed, unpriced, estimated, meter_input, meter_cache_read,
                                meter_cache_write_5m, meter_cache_write_1h, meter_output, meter_reasoning,
                                meter_request, meter_second, amount)
                VALUES (?, ?, 'search', 'fast-text', 'sim', 'eu', ?, 'm-1', ?, ?, ?, ?, ?, 0, ?, 0, 0, 0, 0, 0, 0, 0, ?)""".formatted(table, bucket),
                when,
                line.tenant(),
                line.model(),
                line.amount() == null ? null : "USD",
                line.attempts(),
                line.completed(),
                line.failed(),
                line.amount() == null ? line.attempts() : 0L,
                line.completed() * 100,
                line.amount() == null ? null : new BigDecimal(line.amount()));
    }

    /** A row of the ledger: an orphan, or an attempt with a failure. */
    public void ledger(String kind, @Nullable String failureCode, Instant at, long offset) throws SQLException {
        execute("""
                INSERT INTO usage_ledger (kind, accounted_at, tenant, request_id, attempt_id, number, alias, provider,
                                          endpoint, model, provider_model, project, tags, status, failure_code,
                                          meter_input, meter_cache_read, meter_cache_write_5m, meter_cache_write_1h,
                                          meter_output, meter_reasoning, meter_request, meter_second,
                                          unpriced_reason, started_at, duration_ms, revision, source_partition,
                                          source_offset)
                VALUES (?, ?, 'acme', 'r-1', 'r-1/1', 1, 'fast-text', 'sim', 'eu', 'small', 'm-1', '', '{}',
                        'unknown', ?, 0, 0, 0, 0, 0, 0, 0, 0, 'no_price', ?, 1, 1, 0, ?)""", kind, at.atOffset(ZoneOffset.UTC), failureCode, at.atOffset(ZoneOffset.UTC), offset);
    }

    public void openRequest(Instant acceptedAt) throws SQLException {
        execute("""
                INSERT INTO requests (tenant, request_id, status, admitted, accepted_at)
                VALUES ('acme', 'r-1', 'accepted', true, ?)""", acceptedAt.atOffset(ZoneOffset.UTC));
    }

    public void execute(String sql, @Nullable Object... values) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }
}
