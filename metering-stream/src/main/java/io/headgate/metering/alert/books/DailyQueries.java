package io.headgate.metering.alert.books;

import io.headgate.metering.alert.Observation.DayCost;
import io.headgate.metering.alert.Observation.DayServed;
import io.headgate.metering.alert.Observation.DayUse;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Alert;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened on the days until now, from {@code rollup_day}. Corrections are of other days, and passed over. */
final class DailyQueries {
    /** Four weeks before yesterday, and today. */
    private static final String COSTS = """
            SELECT tenant, project, model, currency, day, sum(amount) AS amount
            FROM rollup_day, (SELECT (?::timestamptz AT TIME ZONE 'UTC')::date AS today) AS at
            WHERE day BETWEEN at.today - 29 AND at.today AND currency IS NOT NULL AND NOT correction
            GROUP BY GROUPING SETS (
                (tenant, currency, day), (tenant, project, currency, day), (model, currency, day))
            HAVING project IS DISTINCT FROM ''""";

    private static final String USES = """
            SELECT tenant, model, currency, day, sum(completed)::bigint AS completed, sum(amount) AS amount,
                   sum(meter_input + meter_cache_read + meter_cache_write_5m + meter_cache_write_1h
                       + meter_output + meter_reasoning)::bigint AS tokens
            FROM rollup_day, (SELECT (?::timestamptz AT TIME ZONE 'UTC')::date AS today) AS at
            WHERE day BETWEEN at.today - 8 AND at.today AND NOT correction
            GROUP BY tenant, model, currency, day""";

    private static final String SERVED = """
            SELECT alias, model, day, sum(completed)::bigint AS completed
            FROM rollup_day, (SELECT (?::timestamptz AT TIME ZONE 'UTC')::date AS today) AS at
            WHERE day BETWEEN at.today - 8 AND at.today AND NOT correction
            GROUP BY alias, model, day""";

    private DailyQueries() {}

    static List<DayCost> costs(Connection connection, Instant now) throws SQLException {
        return Rows.read(connection, COSTS, now, row -> {
            Alert.Scope scope = new Alert.Scope(
                    AlertRow.id(row, "tenant", TenantId::new),
                    row.getString("project"),
                    null,
                    null,
                    AlertRow.id(row, "model", ModelName::new));
            return new DayCost(
                    scope, Currency.getInstance(row.getString("currency")), day(row), row.getBigDecimal("amount"));
        });
    }

    static List<DayUse> uses(Connection connection, Instant now) throws SQLException {
        return Rows.read(
                connection,
                USES,
                now,
                row -> new DayUse(
                        new TenantId(row.getString("tenant")),
                        new ModelName(row.getString("model")),
                        day(row),
                        row.getLong("completed"),
                        row.getLong("tokens"),
                        currency(row),
                        row.getBigDecimal("amount")));
    }

    static List<DayServed> served(Connection connection, Instant now) throws SQLException {
        return Rows.read(
                connection,
                SERVED,
                now,
                row -> new DayServed(
                        new Alias(row.getString("alias")),
                        new ModelName(row.getString("model")),
                        day(row),
                        row.getLong("completed")));
    }

    private static LocalDate day(ResultSet row) throws SQLException {
        return row.getObject("day", LocalDate.class);
    }

    private static @Nullable Currency currency(ResultSet row) throws SQLException {
        return AlertRow.id(row, "currency", Currency::getInstance);
    }
}
