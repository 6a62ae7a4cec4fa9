package io.headgate.api.webhooks.store;

import static io.headgate.api.webhooks.store.WebhookRows.utc;

import io.headgate.api.access.audit.Act;
import io.headgate.api.access.audit.Actor;
import io.headgate.api.access.store.JdbcAuditLog;
import io.headgate.api.webhooks.EndEvent;
import io.headgate.api.webhooks.Webhook;
import io.headgate.api.webhooks.WebhookStore.Made;
import io.headgate.schemas.id.TenantId;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is changed of webhooks, each change with its line in the audit log, in one transaction of the caller's. */
final class WebhookChanges {
    // Two that are made at once may both be the last that is allowed: it is a bound, not a price.
    private static final String MAKE = """
            INSERT INTO webhook (id, tenant, name, url, events, only_named, secret_version, created_at, created_by)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM webhook WHERE tenant = ?) < ?
            ON CONFLICT (tenant, name) DO NOTHING""";
    private static final String NAMED = "SELECT 1 FROM webhook WHERE tenant = ? AND name = ?";
    private static final String LOCK =
            "SELECT " + WebhookRows.COLUMNS + " FROM webhook AS h WHERE h.tenant = ? AND h.name = ? FOR UPDATE";
    private static final String REMOVE = "DELETE FROM webhook WHERE tenant = ? AND name = ?";
    private static final String ROTATE = """
            UPDATE webhook AS h SET secret_version = h.secret_version + 1, rotated_at = ?
            WHERE h.tenant = ? AND h.name = ? RETURNING\s""" + WebhookRows.COLUMNS;

    private WebhookChanges() {}

    static Made make(Connection connection, Webhook webhook, int most, Actor by) throws SQLException {
        int made = WebhookSql.updated(
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
            log(connection, webhook.createdAt(), by, "webhook.create", null, webhook);
            return Made.MADE;
        }
        return WebhookSql.isThere(connection, NAMED, webhook.tenant().value(), webhook.name())
                ? Made.NAME_TAKEN
                : Made.TOO_MANY;
    }

    static boolean remove(Connection connection, TenantId tenant, String name, Instant now, Actor by)
            throws SQLException {
        Optional<Webhook> was = locked(connection, tenant, name);
        if (was.isPresent()) {
            WebhookSql.updated(connection, REMOVE, tenant.value(), name);
            log(connection, now, by, "webhook.remove", was.get(), null);
        }
        return was.isPresent();
    }

    static Optional<Webhook> rotate(Connection connection, TenantId tenant, String name, Instant now, Actor by)
            throws SQLException {
        Optional<Webhook> was = locked(connection, tenant, name);
        if (was.isEmpty()) {
            return Optional.empty();
        }
        Webhook rotated = WebhookSql.found(connection, ROTATE, WebhookRows::webhook, utc(now), tenant.value(), name)
                .getFirst();
        log(connection, now, by, "webhook.rotate", was.get(), rotated);
        return Optional.of(rotated);
    }

    private static Optional<Webhook> locked(Connection connection, TenantId tenant, String name) throws SQLException {
        return WebhookSql.found(connection, LOCK, WebhookRows::webhook, tenant.value(), name).stream()
                .findFirst();
    }

    private static void log(
            Connection connection,
            Instant at,
            Actor by,
            String action,
            @Nullable Webhook before,
            @Nullable Webhook after)
            throws SQLException {
        Webhook subject = after == null ? before : after;
        if (subject == null) {
            throw new IllegalArgumentException(
                    action + ": seen nothing before and nothing after, allowed one at least");
        }
        JdbcAuditLog.write(
                connection,
                new Act(at, by, action, subject.name(), Optional.of(subject.tenant()), shown(before), shown(after)));
    }

    /** What may be kept for ever. Of the address its host alone: keys have been seen in paths. */
    private static @Nullable Map<String, Object> shown(@Nullable Webhook webhook) {
        if (webhook == null) {
            return null;
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("object", "webhook");
        shown.put("id", webhook.id());
        shown.put("name", webhook.name());
        shown.put("host", host(webhook.url()));
        shown.put("events", events(webhook));
        shown.put("only_named", webhook.onlyNamed());
        shown.put("secret_version", webhook.secretVersion());
        return shown;
    }

    private static String host(URI url) {
        return String.valueOf(url.getHost());
    }

    private static List<String> events(Webhook webhook) {
        return webhook.events().stream().map(EndEvent::wireName).sorted().toList();
    }
}
