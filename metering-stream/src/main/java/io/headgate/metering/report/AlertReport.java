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

/** Alerts, the newest first, as {@code finance.alerts} has them. */
public final class AlertReport {
    private static final String SQL = """
            SELECT id, state, kind, rule, tenant, message, seen, threshold, unit, raised_at, resolved_at
            FROM finance.alerts
            WHERE (? OR state = 'raised') AND (?::text IS NULL OR tenant = ?)
            ORDER BY raised_at DESC, id
            LIMIT ?""";

    private AlertReport() {}

    /**
     * What is asked.
     *
     * @param resolvedToo whether those that are over are wanted as well
     * @param tenant null for all, and for what is not about one tenant
     * @param most how many at most, 1 or more
     */
    public record Query(boolean resolvedToo, @Nullable TenantId tenant, int most) {}

    /**
     * One alert.
     *
     * @param state {@code raised} or {@code resolved}
     * @param message what was seen when it was raised
     * @param resolvedAt null while it is open
     */
    public record Row(
            String id,
            String state,
            String kind,
            @Nullable String rule,
            @Nullable String tenant,
            String message,
            @Nullable BigDecimal seen,
            @Nullable BigDecimal threshold,
            @Nullable String unit,
            Instant raisedAt,
            @Nullable Instant resolvedAt) {}

    /** Blocks. */
    public static List<Row> read(DataSource dataSource, Query query) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(SQL)) {
            String tenant = query.tenant() == null ? null : query.tenant().value();
            statement.setBoolean(1, query.resolvedToo());
            statement.setString(2, tenant);
            statement.setString(3, tenant);
            statement.setInt(4, query.most());
            List<Row> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(row(found));
                }
            }
            return rows;
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        OffsetDateTime resolved = row.getObject("resolved_at", OffsetDateTime.class);
        return new Row(
                row.getString("id"),
                row.getString("state"),
                row.getString("kind"),
                row.getString("rule"),
                row.getString("tenant"),
                row.getString("message"),
                row.getBigDecimal("seen"),
                row.getBigDecimal("threshold"),
                row.getString("unit"),
                row.getObject("raised_at", OffsetDateTime.class).toInstant(),
                resolved == null ? null : resolved.toInstant());
    }
}
