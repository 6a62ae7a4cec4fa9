package io.headgate.metering.report;

import io.headgate.schemas.id.TenantId;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What is used of limits, as the router's own books have it, from {@code finance.quota_consumption}. */
public final class QuotaReport {
    private static final String SQL = """
            SELECT tenant, project, model, measure, window_name, currency, window_start, window_end,
                   limit_amount, spent, reserved, remaining, share, forecast, overshot
            FROM finance.quota_consumption
            WHERE (?::text IS NULL OR tenant = ?) AND (? OR is_current)
            ORDER BY tenant, project NULLS FIRST, model NULLS FIRST, measure, window_name, currency, window_start""";

    private QuotaReport() {}

    /**
     * What is asked.
     *
     * @param tenant null for all
     * @param past whether windows that are over are wanted too
     */
    public record Query(@Nullable TenantId tenant, boolean past) {}

    /**
     * One limit in one window; amounts in units of the measure.
     *
     * @param project the one project it counts; null when it counts all
     * @param model the one model it counts; null when it counts all
     * @param measure tokens, cost, requests or in_flight
     * @param window minute, day, month or now
     * @param currency ISO 4217 code of a cost, null otherwise
     * @param windowEnd exclusive; null for now
     * @param limit null when it was taken away; so are {@code remaining} and {@code share} then
     * @param share spent divided by limit: 0.8 is 80 %
     * @param forecast an estimate of spent at the window's end; null while it is too early to tell
     */
    public record Row(
            TenantId tenant,
            @Nullable String project,
            @Nullable String model,
            String measure,
            String window,
            @Nullable String currency,
            Instant windowStart,
            @Nullable Instant windowEnd,
            @Nullable BigDecimal limit,
            BigDecimal spent,
            BigDecimal reserved,
            @Nullable BigDecimal remaining,
            @Nullable BigDecimal share,
            @Nullable BigDecimal forecast,
            BigDecimal overshot) {}

    /** The rows by tenant, then what the limit counts, then window; blocks. */
    public static List<Row> read(DataSource dataSource, Query query) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(SQL)) {
            String tenant = query.tenant() == null ? null : query.tenant().value();
            statement.setString(1, tenant);
            statement.setString(2, tenant);
            statement.setBoolean(3, query.past());
            try (ResultSet lines = statement.executeQuery()) {
                while (lines.next()) {
                    rows.add(row(lines));
                }
            }
        }
        return rows;
    }

    private static Row row(ResultSet line) throws SQLException {
        OffsetDateTime end = line.getObject(8, OffsetDateTime.class);
        return new Row(
                new TenantId(line.getString(1)),
                line.getString(2),
                line.getString(3),
                line.getString(4),
                line.getString(5),
                line.getString(6),
                line.getObject(7, OffsetDateTime.class).toInstant(),
                end == null ? null : end.toInstant(),
                line.getBigDecimal(9),
                line.getBigDecimal(10),
                line.getBigDecimal(11),
                line.getBigDecimal(12),
                line.getBigDecimal(13),
                line.getBigDecimal(14),
                line.getBigDecimal(15));
    }
}
