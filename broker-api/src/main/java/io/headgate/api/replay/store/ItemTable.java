package io.headgate.api.replay.store;

import io.headgate.api.replay.FailedRow.Place;
import io.headgate.api.replay.Item;
import io.headgate.api.replay.Progress;
import io.headgate.api.replay.ReplayId;
import io.headgate.api.replay.ReplayOrder;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.money.Money;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The table {@code replay_items}, within a transaction of the caller's. */
final class ItemTable {
    private static final String FILL = """
            INSERT INTO replay_items (replay_id, seq, tenant, parent_id, topic_partition, topic_offset)
            SELECT ?, row_number() OVER (ORDER BY f.topic_partition, f.topic_offset), f.tenant, f.request_id,
                   f.topic_partition, f.topic_offset
            FROM failures_index f WHERE %s AND f.whole %s LIMIT %d""";

    private static final String UNSETTLED = "AND NOT " + Condition.ANSWERED + " AND NOT " + Condition.FAILED_AGAIN;

    private static final String COLUMNS =
            "seq, tenant, parent_id, topic_partition, topic_offset, state, child_id, code";

    private static final String WAITING = """
            SELECT %s FROM replay_items WHERE replay_id = ? AND state = 'waiting' ORDER BY seq LIMIT ?""".formatted(COLUMNS);

    private static final String LIST = """
            SELECT %s FROM replay_items WHERE tenant = ? AND replay_id = ? AND seq > ? ORDER BY seq LIMIT ?""".formatted(COLUMNS);

    private static final String KEEP = """
            UPDATE replay_items SET state = ?, child_id = ?, code = ?
            WHERE replay_id = ? AND seq = ? AND state = 'waiting'""";

    private static final String COUNT = """
            SELECT i.state, r.status, r.currency, count(*) AS number, sum(r.cost) AS cost,
                   count(r.unpriced_reason) AS unpriced
            FROM replay_items i LEFT JOIN requests r ON r.tenant = i.tenant AND r.request_id = i.child_id
            WHERE i.tenant = ? AND i.replay_id = ?
            GROUP BY i.state, r.status, r.currency""";

    private ItemTable() {}

    /** How many requests the order is for; one more than are allowed stands for any more. */
    static int fill(Connection connection, ReplayId id, ReplayOrder order) throws SQLException {
        Condition condition = new Condition(order.tenant(), order.filter());
        String sql = FILL.formatted(condition.sql(), order.again() ? "" : UNSETTLED, ReplayOrder.MOST + 1);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, id.value());
            condition.bind(connection, statement, 2);
            return statement.executeUpdate();
        }
    }

    static List<Item> waiting(Connection connection, ReplayId id, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WAITING)) {
            statement.setString(1, id.value());
            statement.setInt(2, most);
            return read(statement);
        }
    }

    static List<Item> list(Connection connection, TenantId tenant, ReplayId id, int limit, int after)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LIST)) {
            statement.setString(1, tenant.value());
            statement.setString(2, id.value());
            statement.setInt(3, after);
            statement.setInt(4, limit);
            return read(statement);
        }
    }

    private static List<Item> read(PreparedStatement statement) throws SQLException {
        List<Item> items = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                items.add(new Item(
                        row.getInt("seq"),
                        new RequestKey(
                                new TenantId(row.getString("tenant")), new RequestId(row.getString("parent_id"))),
                        new Place(row.getInt("topic_partition"), row.getLong("topic_offset")),
                        Item.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                        Rows.of(row.getString("child_id"), RequestId::new),
                        row.getString("code")));
            }
        }
        return items;
    }

    static void keep(Connection connection, ReplayId id, List<Item> items) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(KEEP)) {
            for (Item item : items) {
                RequestId child = item.child();
                statement.setString(1, item.state().wireName());
                statement.setString(2, child == null ? null : child.value());
                statement.setString(3, item.code());
                statement.setString(4, id.value());
                statement.setInt(5, item.sequence());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    static Progress progress(Connection connection, TenantId tenant, ReplayId id) throws SQLException {
        Map<String, Long> states = new TreeMap<>();
        Map<String, Long> ends = new TreeMap<>();
        List<Money> costs = new ArrayList<>();
        long unpriced = 0;
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setString(1, tenant.value());
            statement.setString(2, id.value());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long number = row.getLong("number");
                    states.merge(row.getString("state"), number, Long::sum);
                    ends.merge(String.valueOf(row.getString("status")), number, Long::sum);
                    Rows.money(row, "cost", "currency").ifPresent(costs::add);
                    unpriced += row.getLong("unpriced");
                }
            }
        }
        return new Progress(
                states.getOrDefault("waiting", 0L),
                states.getOrDefault("sent", 0L),
                states.getOrDefault("refused", 0L),
                states.getOrDefault("gone", 0L),
                ends.getOrDefault("completed", 0L),
                ends.getOrDefault("failed", 0L),
                costs,
                unpriced);
    }
}
