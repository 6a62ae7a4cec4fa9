package io.headgate.api.replay.store;

import io.headgate.api.replay.Overrides;
import io.headgate.api.replay.Replay;
import io.headgate.api.replay.ReplayId;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Priority;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of {@code replays}. */
final class ReplayRows {
    static final String COLUMNS =
            "id, tenant, created_at, created_by, filter::text AS filter, alias, provider, deadline_ms, priority, per_second, state, ended_at";

    private ReplayRows() {}

    static List<Replay> read(PreparedStatement statement) throws SQLException {
        List<Replay> replays = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                replays.add(new Replay(
                        new ReplayId(row.getString("id")),
                        new TenantId(row.getString("tenant")),
                        Rows.time(row, "created_at"),
                        row.getString("created_by"),
                        row.getString("filter"),
                        overrides(row),
                        row.getInt("per_second"),
                        Replay.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                        Rows.timeOrNull(row, "ended_at")));
            }
        }
        return replays;
    }

    private static Overrides overrides(ResultSet row) throws SQLException {
        Long deadline = Rows.number(row, "deadline_ms");
        return new Overrides(
                Rows.of(row.getString("alias"), Alias::new),
                Rows.of(row.getString("provider"), ProviderName::new),
                deadline == null ? null : Duration.ofMillis(deadline),
                Rows.of(row.getString("priority"), text -> Priority.valueOf(text.toUpperCase(Locale.ROOT))));
    }
}
