package io.headgate.api.webhooks.store;

import static io.headgate.api.webhooks.store.WebhookRows.utc;

import io.headgate.api.lookup.IndexUnavailableException;
import io.headgate.api.webhooks.Delivery;
import io.headgate.api.webhooks.DeliveryQuery;
import io.headgate.api.webhooks.EndEvent;
import io.headgate.api.webhooks.Webhook;
import io.headgate.api.webhooks.WebhookStore;
import io.headgate.schemas.id.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables {@code webhook} and {@code webhook_delivery}, as people ask about them. */
public final class WebhookTable implements WebhookStore {
    private static final Logger log = LoggerFactory.getLogger(WebhookTable.class);

    // Two that are made at once may both be the last that is allowed: it is a bound, not a price.
    private static final String MAKE = """
            INSERT INTO webhook (id, tenant, name, url, events, only_named, secret_version, created_at, created_by)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM webhook WHERE tenant = ?) < ?
            ON CONFLICT (tenant, name) DO NOTHING""";
    private static final String NAMED = "SELECT 1 FROM webhook WHERE tenant = ? AND name = ?";
    private static final String LIST =
            "SELECT " + WebhookRows.COLUMNS + " FROM webhook AS h WHERE h.tenant = ? ORDER BY h.name";
    private static final String REMOVE = "DELETE FROM webhook WHERE tenant = ? AND name = ?";
    private static final String ROTATE = """
            UPDATE webhook AS h SET secret_version = h.secret_version + 1, rotated_at = ?
            WHERE h.tenant = ? AND h.name = ? RETURNING\s""" + WebhookRows.COLUMNS;
    private static final String DELIVERIES = """
            SELECT d.id, h.name, d.request_id, d.event, d.created_at, d.tries, d.next_at, d.delivered_at, d.given_up_at,
                   d.problem
            FROM webhook_delivery AS d JOIN webhook AS h ON h.id = d.webhook_id
            WHERE d.tenant = ? AND h.tenant = ? AND (?::text IS NULL OR h.name = ?)
              AND (?::text IS NULL OR d.request_id = ?)
              AND (?::uuid IS NULL OR (d.created_at, d.id) < (
                  SELECT a.created_at, a.id FROM webhook_delivery AS a WHERE a.id = ? AND a.tenant = ?))
            ORDER BY d.created_at DESC, d.id DESC LIMIT ?""";
    private static final String AGAIN = """
            UPDATE webhook_delivery
            SET delivered_at = NULL, given_up_at = NULL, problem = NULL, tries = 0, since = ?, next_at = ?
            WHERE id = ? AND tenant = ? AND (delivered_at IS NOT NULL OR given_up_at IS NOT NULL)""";
    private static final String IS_THERE = "SELECT 1 FROM webhook_delivery WHERE id = ? AND tenant = ?";

    private final DataSource dataSource;

    public WebhookTable(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public Made make(Webhook webhook, int most) {
        return asked(connection -> {
            int made = updated(
                    connection,
                    MAKE,
                    webhook.id(),
                    webhook.tenant().value(),
                    webhook.name(),
                    webhook.url().toString(),
                    connection.createArrayOf(
                            "text",
                            webhook.events().stream()
                                    .map(EndEvent::wireName)
                                    .sorted()
                                    .toArray()),
                    webhook.onlyNamed(),
                    webhook.secretVersion(),
                    utc(webhook.createdAt()),
                    webhook.createdBy(),
                    webhook.tenant().value(),
                    most);
            if (made == 1) {
                return Made.MADE;
            }
            return isThere(connection, NAMED, webhook.tenant().value(), webhook.name())
                    ? Made.NAME_TAKEN
                    : Made.TOO_MANY;
        });
    }

    @Override
    public List<Webhook> list(TenantId tenant) {
        return asked(connection -> found(connection, LIST, WebhookRows::webhook, tenant.value()));
    }

    @Override
    public boolean remove(TenantId tenant, String name) {
        return asked(connection -> updated(connection, REMOVE, tenant.value(), name) == 1);
    }

    @Override
    public Optional<Webhook> rotate(TenantId tenant, String name, Instant now) {
        return asked(connection -> found(connection, ROTATE, WebhookRows::webhook, utc(now), tenant.value(), name))
                .stream()
                .findFirst();
    }

    @Override
    public List<Delivery> deliveries(TenantId tenant, DeliveryQuery query) {
        String own = tenant.value();
        return asked(connection -> found(
                connection,
                DELIVERIES,
                WebhookTable::delivery,
                own,
                own,
                query.webhook(),
                query.webhook(),
                query.requestId(),
                query.requestId(),
                query.after(),
                query.after(),
                own,
                query.limit()));
    }

    @Override
    public Optional<Replayed> replay(TenantId tenant, UUID delivery, Instant now) {
        return asked(connection -> {
            if (updated(connection, AGAIN, utc(now), utc(now), delivery, tenant.value()) == 1) {
                return Optional.of(Replayed.AGAIN);
            }
            return isThere(connection, IS_THERE, delivery, tenant.value())
                    ? Optional.of(Replayed.STILL_TRIED)
                    : Optional.empty();
        });
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("request_id"),
                row.getString("event"),
                WebhookRows.time(row, "created_at"),
                row.getInt("tries"),
                WebhookRows.time(row, "next_at"),
                WebhookRows.timeOrNull(row, "delivered_at"),
                WebhookRows.timeOrNull(row, "given_up_at"),
                row.getString("problem"));
    }

    private <T> T asked(Question<T> question) {
        try (Connection connection = dataSource.getConnection()) {
            return question.ask(connection);
        } catch (SQLException e) {
            log.atWarn().addKeyValue("cause", e.toString()).log("webhooks cannot be read or written");
            throw new IndexUnavailableException(e);
        }
    }

    private static int updated(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            return statement.executeUpdate();
        }
    }

    private static boolean isThere(Connection connection, String sql, Object... values) throws SQLException {
        return !found(connection, sql, row -> true, values).isEmpty();
    }

    private static <T> List<T> found(Connection connection, String sql, Row<T> row, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(row.read(rows));
                }
            }
            return found;
        }
    }

    private static void set(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
