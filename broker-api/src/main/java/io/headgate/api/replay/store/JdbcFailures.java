package io.headgate.api.replay.store;

import io.headgate.api.replay.FailedRow;
import io.headgate.api.replay.FailureFilter;
import io.headgate.api.replay.Failures;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.TenantId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The table {@code failures_index}. */
public final class JdbcFailures implements Failures {
    /** Rows that are fetched at once: a filter may hold for as many as there are. */
    private static final int FETCHED = 1_000;

    private static final String EACH = """
            SELECT f.request_id, f.code, f.alias, f.provider, f.whole, f.input_tokens, f.output_tokens, f.choices,
                   f.topic_partition, f.topic_offset, %s AS answered, %s AS failed_again
            FROM failures_index f WHERE %s ORDER BY f.topic_partition, f.topic_offset""";

    private static final String USUAL_OUTPUT = """
            SELECT ceil(avg(coalesce((usage->>'output')::numeric, 0) + coalesce((usage->>'reasoning')::numeric, 0)))::bigint AS usual
            FROM (SELECT usage FROM requests
                  WHERE tenant = ? AND alias = ? AND status = 'completed'
                  ORDER BY accepted_at DESC LIMIT 200) lately""";

    private final Database database;

    public JdbcFailures(DataSource dataSource) {
        this.database = new Database(dataSource);
    }

    @Override
    public void each(TenantId tenant, FailureFilter filter, Consumer<FailedRow> consumer) {
        Condition condition = new Condition(tenant, filter);
        String sql = EACH.formatted(Condition.ANSWERED, Condition.FAILED_AGAIN, condition.sql());
        database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setFetchSize(FETCHED);
                condition.bind(connection, statement, 1);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        consumer.accept(failure(row));
                    }
                }
            }
        });
    }

    private static FailedRow failure(ResultSet row) throws SQLException {
        return new FailedRow(
                new RequestId(row.getString("request_id")),
                row.getString("code"),
                Rows.of(row.getString("alias"), Alias::new),
                row.getString("provider"),
                row.getBoolean("whole"),
                new FailedRow.Size(
                        row.getLong("input_tokens"), Rows.number(row, "output_tokens"), row.getInt("choices")),
                new FailedRow.Place(row.getInt("topic_partition"), row.getLong("topic_offset")),
                row.getBoolean("answered"),
                row.getBoolean("failed_again"));
    }

    @Override
    public OptionalLong usualOutput(TenantId tenant, Alias alias) {
        return database.within(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(USUAL_OUTPUT)) {
                statement.setString(1, tenant.value());
                statement.setString(2, alias.value());
                try (ResultSet row = statement.executeQuery()) {
                    Long usual = row.next() ? Rows.number(row, "usual") : null;
                    return usual == null ? OptionalLong.empty() : OptionalLong.of(usual);
                }
            }
        });
    }
}
