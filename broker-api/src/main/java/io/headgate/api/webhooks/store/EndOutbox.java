package io.headgate.api.webhooks.store;

import static io.headgate.api.webhooks.store.WebhookRows.utc;

import io.headgate.api.webhooks.EndEvent;
import io.headgate.api.webhooks.EndLetter;
import io.headgate.api.webhooks.Webhook;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.webhook.Letterbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What webhooks are to be told. Everything happens in the caller's transaction. */
public final class EndOutbox implements Letterbox<EndLetter> {
    /** The tag by which a request names the webhook that is to be told of it. */
    public static final String TAG = "webhook";

    // What ended before a webhook was made is not told of; a minute is for clocks that differ. Nor is what was erased:
    // the end
    // of a request that is kept stands in requests by now.
    private static final String PUT = """
            INSERT INTO webhook_delivery (webhook_id, tenant, request_id, event, created_at, since, next_at)
            SELECT h.id, ended.tenant, ended.request_id, ended.event, now(), now(), now()
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
                AS ended (tenant, request_id, event, named, ended_at)
            JOIN webhook AS h ON h.tenant = ended.tenant AND ended.event = ANY (h.events)
                AND (NOT h.only_named OR h.name = ended.named) AND h.created_at <= ended.ended_at + interval '1 minute'
            WHERE EXISTS (SELECT FROM requests AS r WHERE r.tenant = ended.tenant AND r.request_id = ended.request_id)
            ON CONFLICT (webhook_id, request_id) DO NOTHING""";

    private static final String WITH_DUE = "SELECT " + WebhookRows.COLUMNS + " FROM webhook AS h " + """
            WHERE EXISTS (
                SELECT FROM webhook_delivery AS d
                WHERE d.webhook_id = h.id AND d.next_at <= ? AND d.delivered_at IS NULL AND d.given_up_at IS NULL)""";

    private static final String CLAIM = """
            UPDATE webhook_delivery SET tries = tries + 1, next_at = ?
            WHERE id IN (
                SELECT id FROM webhook_delivery
                WHERE webhook_id = ? AND next_at <= ? AND delivered_at IS NULL AND given_up_at IS NULL
                ORDER BY next_at LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING id, request_id, event, created_at, tries, since""";

    private static final String DELIVERED =
            "UPDATE webhook_delivery SET delivered_at = ?, problem = NULL WHERE id = ? AND delivered_at IS NULL";
    private static final String LATER = "UPDATE webhook_delivery SET next_at = ?, problem = ? WHERE id = ?";
    private static final String GIVEN_UP = "UPDATE webhook_delivery SET given_up_at = ?, problem = ? WHERE id = ?";
    private static final String FORGET = """
            DELETE FROM webhook_delivery
            WHERE created_at < ? AND (delivered_at IS NOT NULL OR given_up_at IS NOT NULL)""";

    /**
     * That a request has ended.
     *
     * @param named the webhook that it names; null when it names none
     */
    public record Ended(
            RequestKey key, EndEvent event, @Nullable String named, Instant at) {}

    /** Puts in what is to be told of ends. One that is put in again, at any time, changes nothing. */
    public static void put(Connection connection, Collection<Ended> ends) throws SQLException {
        if (ends.isEmpty()) {
            return;
        }
        try (PreparedStatement put = connection.prepareStatement(PUT)) {
            set(put, 1, ends, end -> end.key().tenant().value());
            set(put, 2, ends, end -> end.key().request().value());
            set(put, 3, ends, end -> end.event().wireName());
            set(put, 4, ends, Ended::named);
            set(put, 5, ends, end -> end.at().toString());
            put.executeUpdate();
        }
    }

    private static void set(PreparedStatement put, int index, Collection<Ended> ends, TextOf text) throws SQLException {
        put.setArray(
                index,
                put.getConnection()
                        .createArrayOf("text", ends.stream().map(text::of).toArray()));
    }

    private interface TextOf {
        @Nullable
        String of(Ended end);
    }

    /** Takes what is due, of each webhook the oldest first; nobody else gets it before {@code until}. */
    public static List<EndLetter> claim(Connection connection, ToIntFunction<String> free, Instant now, Instant until)
            throws SQLException {
        List<EndLetter> letters = new ArrayList<>();
        for (Webhook webhook : withDue(connection, now)) {
            int most = free.applyAsInt(webhook.id());
            if (most > 0) {
                claim(connection, webhook, most, now, until, letters);
            }
        }
        return letters;
    }

    private static List<Webhook> withDue(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement due = connection.prepareStatement(WITH_DUE)) {
            due.setObject(1, utc(now));
            List<Webhook> webhooks = new ArrayList<>();
            try (ResultSet rows = due.executeQuery()) {
                while (rows.next()) {
                    webhooks.add(WebhookRows.webhook(rows));
                }
            }
            return webhooks;
        }
    }

    private static void claim(
            Connection connection, Webhook webhook, int most, Instant now, Instant until, List<EndLetter> into)
            throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setObject(1, utc(until));
            claim.setString(2, webhook.id());
            claim.setObject(3, utc(now));
            claim.setInt(4, most);
            try (ResultSet rows = claim.executeQuery()) {
                while (rows.next()) {
                    into.add(new EndLetter(
                            rows.getObject("id", UUID.class),
                            webhook,
                            new RequestKey(webhook.tenant(), new RequestId(rows.getString("request_id"))),
                            rows.getString("event"),
                            WebhookRows.time(rows, "created_at"),
                            rows.getInt("tries"),
                            WebhookRows.time(rows, "since")));
                }
            }
        }
    }

    @Override
    public void delivered(Connection connection, EndLetter letter, Instant now) throws SQLException {
        try (PreparedStatement delivered = connection.prepareStatement(DELIVERED)) {
            delivered.setObject(1, utc(now));
            delivered.setObject(2, letter.id());
            delivered.executeUpdate();
        }
    }

    @Override
    public void later(Connection connection, EndLetter letter, Instant next, String problem) throws SQLException {
        set(connection, LATER, letter, next, problem);
    }

    @Override
    public void givenUp(Connection connection, EndLetter letter, Instant now, String problem) throws SQLException {
        set(connection, GIVEN_UP, letter, now, problem);
    }

    /** Forgets what is over and was put in before; how many there were. */
    public static int forget(Connection connection, Instant before) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
            forget.setObject(1, utc(before));
            return forget.executeUpdate();
        }
    }

    private static void set(Connection connection, String sql, EndLetter letter, Instant when, String problem)
            throws SQLException {
        try (PreparedStatement set = connection.prepareStatement(sql)) {
            set.setObject(1, utc(when));
            set.setString(2, problem);
            set.setObject(3, letter.id());
            set.executeUpdate();
        }
    }
}
