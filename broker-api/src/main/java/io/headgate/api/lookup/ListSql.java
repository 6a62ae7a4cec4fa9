package io.headgate.api.lookup;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A list's question to Postgres: every value is a parameter, and the tenant stands first. One more row than the page has
 * is asked for, which tells whether there are more.
 *
 * @param values of the question marks, in order
 */
record ListSql(String text, List<Object> values) {
    private static final String COLUMNS = """
            SELECT tenant, request_id, status, correlation_id, user_id, task_id, task_type, locale, alias, priority,
                   tags::text AS tags, accepted_at, deadline, waiting_for, waiting_until, ended_at, provider, endpoint,
                   model, served_model, usage::text AS usage, cost, currency, unpriced_reason, failure_code,
                   failure_message, failure_seen, failure_allowed, attempt_count
            FROM requests WHERE tenant = ? AND accepted_at IS NOT NULL""";

    static ListSql of(ListQuery query) {
        StringBuilder text = new StringBuilder(COLUMNS);
        List<Object> values = new ArrayList<>(List.of(query.tenant().value()));
        where(text, values, " AND status = ?", query.status());
        where(text, values, " AND alias = ?", query.alias());
        where(text, values, " AND provider = ?", query.provider());
        where(text, values, " AND model = ?", query.model());
        where(text, values, " AND user_id = ?", query.user());
        where(text, values, " AND failure_code = ?", query.failureCode());
        for (Map.Entry<String, String> tag : new TreeMap<>(query.tags()).entrySet()) {
            text.append(" AND tags ->> ? = ?");
            values.add(tag.getKey());
            values.add(tag.getValue());
        }
        where(text, values, " AND accepted_at >= ?", query.from() == null ? null : utc(query.from()));
        where(text, values, " AND accepted_at < ?", query.to() == null ? null : utc(query.to()));
        ListCursor after = query.after();
        if (after != null) {
            text.append(" AND (accepted_at, request_id) < (?, ?)");
            values.add(utc(after.acceptedAt()));
            values.add(after.id());
        }
        text.append(" ORDER BY accepted_at DESC, request_id DESC LIMIT ?");
        values.add(query.limit() + 1);
        return new ListSql(text.toString(), List.copyOf(values));
    }

    private static void where(StringBuilder text, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            text.append(condition);
            values.add(value);
        }
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
