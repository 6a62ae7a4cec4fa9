package io.headgate.api.replay.store;

import io.headgate.api.access.audit.Act;
import io.headgate.api.access.audit.Actor;
import io.headgate.api.access.store.JdbcAuditLog;
import io.headgate.api.replay.Item;
import io.headgate.api.replay.Overrides;
import io.headgate.api.replay.Progress;
import io.headgate.api.replay.Replay;
import io.headgate.api.replay.ReplayId;
import io.headgate.api.replay.ReplayOrder;
import io.headgate.api.replay.Replays;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Priority;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The table {@code replays}, and {@code replay_items} with it. */
public final class JdbcReplays implements Replays {
    private static final String CREATE = """
            INSERT INTO replays (id, tenant, created_at, created_by, filter, alias, provider, deadline_ms, priority,
                                 per_second, state)
            VALUES (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, 'running') RETURNING %s""".formatted(ReplayRows.COLUMNS);

    private static final String FIND =
            "SELECT %s FROM replays WHERE tenant = ? AND id = ?".formatted(ReplayRows.COLUMNS);

    private static final String LIST = """
            SELECT %s FROM replays
            WHERE tenant = ? AND (created_at, id) < (
              COALESCE((SELECT created_at FROM replays WHERE tenant = ? AND id = ?), 'infinity'), ?)
            ORDER BY created_at DESC, id DESC LIMIT ?""".formatted(ReplayRows.COLUMNS);

    /** Also frees the lease, so that it is not waited for. */
    private static final String END = """
            UPDATE replays SET state = ?, ended_at = ?, holder = NULL, leased_until = NULL
            WHERE id = ? AND state = 'running' AND (tenant = ? OR ? IS NULL)""";

    private static final String LEASE = """
            UPDATE replays SET holder = ?, leased_until = now() + ? * interval '1 second'
            WHERE state = 'running' AND (holder = ? OR leased_until IS NULL OR leased_until < now())
            RETURNING %s""".formatted(ReplayRows.COLUMNS);

    private final Database database;

    public JdbcReplays(DataSource dataSource) {
        this.database = new Database(dataSource);
    }

    @Override
    public Optional<Replay> create(ReplayId id, ReplayOrder order, Actor orderedBy, Instant now) {
        return database.within(connection -> {
            Replay created = insert(connection, id, order, orderedBy.name(), now);
            int requests = ItemTable.fill(connection, id, order);
            if (requests > ReplayOrder.MOST) {
                connection.rollback();
                return Optional.empty();
            }
            JdbcAuditLog.write(connection, act(created, requests, orderedBy));
            return Optional.of(created);
        });
    }

    /** The filter is the replay's own: it may name people by their tags, and the audit log is never changed. */
    private static Act act(Replay created, int requests, Actor orderedBy) {
        Map<String, Object> after = new TreeMap<>();
        after.put("requests", requests);
        after.put("per_second", created.perSecond());
        Alias alias = created.overrides().alias();
        if (alias != null) {
            after.put("alias", alias.value());
        }
        ProviderName provider = created.overrides().provider();
        if (provider != null) {
            after.put("provider", provider.value());
        }
        return new Act(
                created.orderedAt(),
                orderedBy,
                "replay.execute",
                created.id().value(),
                Optional.of(created.tenant()),
                null,
                after);
    }

    private static Replay insert(Connection connection, ReplayId id, ReplayOrder order, String orderedBy, Instant now)
            throws SQLException {
        Overrides overrides = order.overrides();
        try (PreparedStatement statement = connection.prepareStatement(CREATE)) {
            statement.setString(1, id.value());
            statement.setString(2, order.tenant().value());
            statement.setObject(3, Rows.time(now));
            statement.setString(4, orderedBy);
            statement.setString(5, FilterJson.of(order.filter()));
            statement.setString(
                    6, overrides.alias() == null ? null : overrides.alias().value());
            statement.setString(
                    7,
                    overrides.provider() == null ? null : overrides.provider().value());
            statement.setObject(
                    8,
                    overrides.deadline() == null ? null : overrides.deadline().toMillis());
            statement.setString(9, overrides.priority() == null ? null : lower(overrides.priority()));
            statement.setInt(10, order.perSecond());
            return ReplayRows.read(statement).getFirst();
        }
    }

    private static String lower(Priority priority) {
        return priority.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<Replay> find(TenantId tenant, ReplayId id) {
        return database.within(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(FIND)) {
                statement.setString(1, tenant.value());
                statement.setString(2, id.value());
                return ReplayRows.read(statement).stream().findFirst();
            }
        });
    }

    @Override
    public List<Replay> list(TenantId tenant, int limit, @Nullable ReplayId after) {
        String cursor = after == null ? "" : after.value();
        return database.within(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(LIST)) {
                statement.setString(1, tenant.value());
                statement.setString(2, tenant.value());
                statement.setString(3, cursor);
                statement.setString(4, cursor);
                statement.setInt(5, limit);
                return ReplayRows.read(statement);
            }
        });
    }

    @Override
    public Progress progress(TenantId tenant, ReplayId id) {
        return database.within(connection -> ItemTable.progress(connection, tenant, id));
    }

    @Override
    public List<Item> items(TenantId tenant, ReplayId id, int limit, int after) {
        return database.within(connection -> ItemTable.list(connection, tenant, id, limit, after));
    }

    @Override
    public void cancel(TenantId tenant, ReplayId id, Actor by, Instant now) {
        database.run(connection -> {
            if (end(connection, tenant.value(), id, Replay.State.CANCELLED, now)) {
                JdbcAuditLog.write(
                        connection,
                        new Act(
                                now,
                                by,
                                "replay.cancel",
                                id.value(),
                                Optional.of(tenant),
                                Map.of("state", Replay.State.RUNNING.wireName()),
                                Map.of("state", Replay.State.CANCELLED.wireName())));
            }
        });
    }

    @Override
    public void complete(ReplayId id, Instant now) {
        database.run(connection -> end(connection, null, id, Replay.State.COMPLETED, now));
    }

    /** Whether it ran until now. */
    private static boolean end(
            Connection connection, @Nullable String tenant, ReplayId id, Replay.State state, Instant now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(END)) {
            statement.setString(1, state.wireName());
            statement.setObject(2, Rows.time(now));
            statement.setString(3, id.value());
            statement.setString(4, tenant);
            statement.setString(5, tenant);
            return statement.executeUpdate() > 0;
        }
    }

    @Override
    public List<Replay> lease(String holder, Duration lease) {
        return database.within(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(LEASE)) {
                statement.setString(1, holder);
                statement.setLong(2, lease.toSeconds());
                statement.setString(3, holder);
                return ReplayRows.read(statement);
            }
        });
    }

    @Override
    public List<Item> waiting(ReplayId id, int most) {
        return database.within(connection -> ItemTable.waiting(connection, id, most));
    }

    @Override
    public void keep(ReplayId id, List<Item> items) {
        if (!items.isEmpty()) {
            database.run(connection -> ItemTable.keep(connection, id, items));
        }
    }
}
