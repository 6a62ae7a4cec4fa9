package io.headgate.metering.export;

import io.headgate.schemas.id.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a view.
 *
 * @param from the first moment; null for the first there is
 * @param to the first moment no longer in; null for the last there is
 * @param tenant null for all
 */
public record ExportQuery(
        String view,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable TenantId tenant) {

    /** What becomes of a question. */
    public sealed interface Plan {}

    /** A statement over one view; nothing in its text comes from outside. */
    public record Ready(FinanceView view, String sql, List<Object> parameters) implements Plan {
        public Ready {
            parameters = List.copyOf(parameters);
        }

        PreparedStatement prepare(Connection connection) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(sql);
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            return statement;
        }
    }

    /** It cannot be answered; the reason names what was seen and what is allowed. */
    public record Refused(String reason) implements Plan {}

    /** Plans the question over the views there are. */
    public Plan plan(Map<String, FinanceView> views) {
        FinanceView known = views.get(view);
        if (known == null) {
            return new Refused("view: seen '%s', allowed %s".formatted(view, String.join(", ", views.keySet())));
        }
        List<String> conditions = new ArrayList<>();
        List<Object> parameters = new ArrayList<>();
        if (from != null || to != null) {
            FinanceView.Column when = known.when().orElse(null);
            if (when == null) {
                return new Refused(
                        "from, to: seen a span of time, allowed none: %s has no column of time".formatted(view));
            }
            for (Bound bound : bounds()) {
                if (when.isDay() && !bound.isMidnight()) {
                    return new Refused("from, to: seen %s, allowed a day (UTC): %s goes by the day in its column %s"
                            .formatted(bound.at(), view, when.name()));
                }
                conditions.add(quoted(when) + bound.operator());
                parameters.add(bound.parameter(when));
            }
        }
        if (tenant != null) {
            FinanceView.Column whose = known.tenant().orElse(null);
            if (whose == null) {
                return new Refused("tenant: seen '%s', allowed none: %s is not by tenant".formatted(tenant, view));
            }
            conditions.add(quoted(whose) + " = ?");
            parameters.add(tenant.value());
        }
        return new Ready(known, sql(known, conditions), parameters);
    }

    private List<Bound> bounds() {
        List<Bound> bounds = new ArrayList<>();
        if (from != null) {
            bounds.add(new Bound(from, " >= ?"));
        }
        if (to != null) {
            bounds.add(new Bound(to, " < ?"));
        }
        return bounds;
    }

    private static String sql(FinanceView view, List<String> conditions) {
        return "SELECT "
                + view.columns().stream().map(ExportQuery::quoted).collect(Collectors.joining(", "))
                + " FROM finance."
                + quoted(view.name())
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                + view.when().map(when -> " ORDER BY " + quoted(when)).orElse("");
    }

    private static String quoted(FinanceView.Column column) {
        return quoted(column.name());
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** One end of the span. */
    private record Bound(Instant at, String operator) {
        boolean isMidnight() {
            return utc().toLocalTime().equals(LocalTime.MIDNIGHT);
        }

        Object parameter(FinanceView.Column column) {
            return column.isDay() ? utc().toLocalDate() : utc();
        }

        private OffsetDateTime utc() {
            return at.atOffset(ZoneOffset.UTC);
        }
    }
}
