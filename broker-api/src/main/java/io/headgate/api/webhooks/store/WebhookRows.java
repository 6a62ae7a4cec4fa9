package io.headgate.api.webhooks.store;

import io.headgate.api.webhooks.EndEvent;
import io.headgate.api.webhooks.Webhook;
import io.headgate.schemas.id.TenantId;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of the table {@code webhook}, and times, as Java has them. */
final class WebhookRows {
    /** What a webhook is made of, in a query that calls its table {@code h}. */
    static final String COLUMNS = """
            h.id AS webhook_id, h.tenant, h.name, h.url, h.events, h.only_named, h.secret_version, h.rotated_at,
            h.created_at AS webhook_created_at, h.created_by""";

    private WebhookRows() {}

    static Webhook webhook(ResultSet row) throws SQLException {
        Set<EndEvent> events = EnumSet.noneOf(EndEvent.class);
        // One that a newer release knows is not ours to tell.
        Arrays.stream((String[]) row.getArray("events").getArray())
                .forEach(name -> EndEvent.ofWireName(name).ifPresent(events::add));
        return new Webhook(
                row.getString("webhook_id"),
                new TenantId(row.getString("tenant")),
                row.getString("name"),
                URI.create(row.getString("url")),
                events,
                row.getBoolean("only_named"),
                row.getInt("secret_version"),
                timeOrNull(row, "rotated_at"),
                time(row, "webhook_created_at"),
                row.getString("created_by"));
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
