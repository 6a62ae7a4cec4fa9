package io.headgate.metering.export;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The views of schema {@code finance}. */
public final class FinanceViews {
    /** Those of this release, for a help text; what there is, and may be exported, is {@link #read}. */
    public static final List<String> SHIPPED = List.of(
            "alerts",
            "books_check",
            "cache_savings",
            "closed_months",
            "cost_per_request_trend",
            "failed_attempts",
            "focus_cost_and_usage_v1_2",
            "focus_unpriced",
            "provider_billing_cycles",
            "provider_commitments",
            "quota_check",
            "quota_consumption",
            "savings_against_dearest",
            "spend_by_batch",
            "spend_by_day",
            "spend_by_hour",
            "spend_by_meter_day",
            "spend_by_meter_hour",
            "spend_by_meter_month",
            "spend_by_month",
            "spend_by_tag_and_meter_day",
            "spend_by_tag_and_meter_hour",
            "spend_by_tag_and_meter_month",
            "spend_by_tag_day",
            "spend_by_tag_hour",
            "spend_by_tag_month",
            "unknown_attempts",
            "usage_by_tenant_model");

    private static final String SQL = """
            SELECT table_name, column_name, data_type,
                   coalesce(obj_description(format('finance.%I', table_name)::regclass), '')
            FROM information_schema.columns
            WHERE table_schema = 'finance'
            ORDER BY table_name, ordinal_position""";

    private FinanceViews() {}

    /** The views that the connection's user may read, by name; blocks. */
    public static Map<String, FinanceView> read(Connection connection) throws SQLException {
        Map<String, FinanceView> views = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SQL)) {
            while (rows.next()) {
                FinanceView.Column column = new FinanceView.Column(rows.getString(2), rows.getString(3));
                FinanceView one = new FinanceView(rows.getString(1), rows.getString(4), List.of(column));
                views.merge(one.name(), one, FinanceViews::joined);
            }
        }
        return views;
    }

    private static FinanceView joined(FinanceView view, FinanceView more) {
        List<FinanceView.Column> columns = new ArrayList<>(view.columns());
        columns.addAll(more.columns());
        return new FinanceView(view.name(), view.shows(), columns);
    }
}
