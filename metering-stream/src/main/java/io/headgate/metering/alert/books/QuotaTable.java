package io.headgate.metering.alert.books;

import io.headgate.metering.alert.Observation.Quota;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Alert;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Quotas from table {@code quota_state}, as the router tells them; none while there is no such table. */
public final class QuotaTable implements QuotaSource {
    private static final String SQL = """
            SELECT DISTINCT ON (tenant, project, model, measure, window_name, currency)
                   tenant, project, model, measure, window_name, currency, limit_amount, spent, window_start, window_end
            FROM quota_state, (SELECT ?::timestamptz AS now) AS at
            WHERE window_start <= at.now AND window_end > at.now AND limit_amount IS NOT NULL
              AND lower(window_name) IN ('day', 'month')
            ORDER BY tenant, project, model, measure, window_name, currency, window_start DESC""";

    @Override
    public List<Quota> at(Connection connection, Instant now) throws SQLException {
        return Rows.read(connection, "quota_state", SQL, now, QuotaTable::quota);
    }

    private static Quota quota(ResultSet row) throws SQLException {
        return new Quota(
                new TenantId(row.getString("tenant")),
                row.getString("project"),
                AlertRow.id(row, "model", ModelName::new),
                row.getString("measure").toLowerCase(Locale.ROOT),
                row.getString("window_name").toLowerCase(Locale.ROOT),
                row.getString("currency"),
                row.getBigDecimal("limit_amount"),
                row.getBigDecimal("spent"),
                new Alert.Window(
                        Objects.requireNonNull(AlertRow.instant(row, "window_start")),
                        Objects.requireNonNull(AlertRow.instant(row, "window_end"))));
    }
}
