package io.headgate.metering.alert.books;

import io.headgate.metering.alert.Condition;
import io.headgate.metering.alert.KnownAlert;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Alert;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A row of table {@code alert} as an object. */
final class AlertRow {
    static final String COLUMNS = """
            id, rule, kind, tenant, project, alias, provider, model, subject, state, message, seen, threshold, unit,
            window_start, window_end""";

    private AlertRow() {}

    /** An alert with a window. */
    static KnownAlert known(ResultSet row) throws SQLException {
        Condition condition = new Condition(
                row.getString("rule"),
                Alert.Kind.ofWireName(row.getString("kind")).orElse(Alert.Kind.OTHER),
                scope(row),
                row.getString("subject"),
                row.getBigDecimal("threshold"));
        return new KnownAlert(
                row.getString("id"),
                condition,
                new Alert.Window(
                        Objects.requireNonNull(instant(row, "window_start")),
                        Objects.requireNonNull(instant(row, "window_end"))),
                row.getString("state").equals("raised"),
                row.getString("message"),
                measured(row));
    }

    private static Alert.Scope scope(ResultSet row) throws SQLException {
        return new Alert.Scope(
                id(row, "tenant", TenantId::new),
                row.getString("project"),
                id(row, "alias", Alias::new),
                id(row, "provider", ProviderName::new),
                id(row, "model", ModelName::new));
    }

    private static Alert.@Nullable Measurement measured(ResultSet row) throws SQLException {
        BigDecimal seen = row.getBigDecimal("seen");
        return seen == null ? null : new Alert.Measurement(seen, row.getBigDecimal("threshold"), row.getString("unit"));
    }

    static <T> @Nullable T id(ResultSet row, String column, Function<String, T> type) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : type.apply(text);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }
}
