package io.headgate.api.replay.store;

import io.headgate.api.replay.FailureFilter;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.FailureCode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A filter as the condition of a question to {@code failures_index f}; it begins with the tenant. */
final class Condition {
    /** Whether a replay of {@code f} has completed. */
    static final String ANSWERED = """
            EXISTS (SELECT 1 FROM replay_items i JOIN requests r ON r.tenant = i.tenant AND r.request_id = i.child_id
                    WHERE i.tenant = f.tenant AND i.parent_id = f.request_id AND r.status = 'completed')""";

    /** Whether a replay of {@code f} has failed. */
    static final String FAILED_AGAIN =
            "EXISTS (SELECT 1 FROM failures_index c WHERE c.tenant = f.tenant AND c.parent_id = f.request_id)";

    private static final String OF_BATCH = """
            EXISTS (SELECT 1 FROM requests b
                    WHERE b.tenant = f.tenant AND b.request_id = f.request_id AND b.batch_id = ?)""";

    private final StringBuilder sql = new StringBuilder("f.tenant = ?");
    private final List<Object> values = new ArrayList<>();

    Condition(TenantId tenant, FailureFilter filter) {
        values.add(tenant.value());
        if (!filter.requests().isEmpty()) {
            and("f.request_id = ANY (?)", texts(filter.requests().stream().map(RequestId::value)));
        }
        if (!filter.codes().isEmpty()) {
            and("f.code = ANY (?)", texts(filter.codes().stream().map(FailureCode::wireName)));
        }
        if (filter.since() != null) {
            and("f.ended_at >= ?", filter.since());
        }
        if (filter.until() != null) {
            and("f.ended_at < ?", filter.until());
        }
        if (filter.alias() != null) {
            and("f.alias = ?", filter.alias().value());
        }
        if (filter.provider() != null) {
            and("f.provider = ?", filter.provider().value());
        }
        if (filter.model() != null) {
            and("f.model = ?", filter.model().value());
        }
        if (filter.batch() != null) {
            and(OF_BATCH, filter.batch().value());
        }
        if (!filter.tags().isEmpty()) {
            and("f.tags @> ?::jsonb", FilterJson.tags(filter.tags()));
        }
    }

    private static String[] texts(Stream<String> values) {
        return values.toArray(String[]::new);
    }

    private void and(String condition, Object value) {
        sql.append(" AND ").append(condition);
        values.add(value);
    }

    String sql() {
        return sql.toString();
    }

    /**
     * Sets the parameters.
     *
     * @param from number of the first, from 1
     */
    void bind(Connection connection, PreparedStatement statement, int from) throws SQLException {
        int at = from;
        for (Object value : values) {
            switch (value) {
                case String[] texts -> statement.setArray(at, connection.createArrayOf("text", texts));
                case Instant moment -> statement.setObject(at, Rows.time(moment));
                default -> statement.setString(at, value.toString());
            }
            at++;
        }
    }
}
