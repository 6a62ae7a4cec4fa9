package io.headgate.api.webhooks.store;

import static io.headgate.api.webhooks.store.WebhookRows.utc;

import io.headgate.api.access.audit.Actor;
import io.headgate.api.lookup.IndexUnavailableException;
import io.headgate.api.webhooks.Delivery;
import io.headgate.api.webhooks.DeliveryQuery;
import io.headgate.api.webhooks.Webhook;
import io.headgate.api.webhooks.WebhookStore;
import io.headgate.schemas.id.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables {@code webhook} and {@code webhook_delivery}, as people ask about them. */
public final class WebhookTable implements WebhookStore {
    private static final Logger log = LoggerFactory.getLogger(WebhookTable.class);

    private static final String LIST =
            "SELECT " + WebhookRows.COLUMNS + " FROM webhook AS h WHERE h.tenant = ? ORDER BY h.name";
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
    public Made make(Webhook webhook, int most, Actor by) {
        return changed(connection -> WebhookChanges.make(connection, webhook, most, by));
    }

    @Override
    public List<Webhook> list(TenantId tenant) {
        return asked(connection -> WebhookSql.found(connection, LIST, WebhookRows::webhook, tenant.value()));
    }

    @Override
    public boolean remove(TenantId tenant, String name, Instant now, Actor by) {
        return changed(connection -> WebhookChanges.remove(connection, tenant, name, now, by));
    }

    @Override
    public Optional<Webhook> rotate(TenantId tenant, String name, Instant now, Actor by) {
        return changed(connection -> WebhookChanges.rotate(connection, tenant, name, now, by));
    }

    @Override
    public List<Delivery> deliveries(TenantId tenant, DeliveryQuery query) {
        String own = tenant.value();
        return asked(connection -> WebhookSql.found(
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
            if (WebhookSql.updated(connection, AGAIN, utc(now), utc(now), delivery, tenant.value()) == 1) {
                return Optional.of(Replayed.AGAIN);
            }
            return WebhookSql.isThere(connection, IS_THERE, delivery, tenant.value())
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

    /** All of it or nothing. The pool gives the connection its auto-commit back. */
    private <T> T changed(Question<T> question) {
        return asked(connection -> {
            connection.setAutoCommit(false);
            try {
                T result = question.ask(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            }
        });
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }
}
