package io.headgate.metering.alert.books;

import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.webhook.Letter;
import io.headgate.schemas.webhook.Letterbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What is to be told to whom. Everything happens in the caller's transaction. */
public final class Outbox implements Letterbox<Outbox.Due> {
    private static final String PUT =
            "INSERT INTO alert_outbox (alert_id, receiver, alert, created_at, next_at) VALUES (?, ?, ?, ?, ?)";

    // That it is over is not told before that it began.
    private static final String CLAIM = """
            UPDATE alert_outbox SET tries = tries + 1, next_at = ?
            WHERE id IN (
                SELECT id FROM alert_outbox AS due
                WHERE receiver = ? AND next_at <= ? AND delivered_at IS NULL AND given_up_at IS NULL
                  AND NOT EXISTS (
                      SELECT FROM alert_outbox AS before
                      WHERE before.alert_id = due.alert_id AND before.receiver = due.receiver AND before.id < due.id
                        AND before.delivered_at IS NULL AND before.given_up_at IS NULL)
                ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING id, alert, tries, created_at""";
    private static final String DELIVERED =
            "UPDATE alert_outbox SET delivered_at = ?, problem = NULL WHERE id = ? AND delivered_at IS NULL";
    private static final String TOLD = """
            UPDATE alert SET told_at = ?
            WHERE id = (SELECT alert_id FROM alert_outbox WHERE id = ? AND receiver = 'topic')""";
    private static final String LATER = "UPDATE alert_outbox SET next_at = ?, problem = ? WHERE id = ?";
    private static final String GIVEN_UP = "UPDATE alert_outbox SET given_up_at = ?, problem = ? WHERE id = ?";
    private static final String ORPHANED = """
            UPDATE alert_outbox SET given_up_at = ?, problem = 'the catalogue has no such webhook any more'
            WHERE delivered_at IS NULL AND given_up_at IS NULL AND created_at < ? AND receiver <> ALL (?)""";

    private static final String FAILING = """
            SELECT receiver, count(*), min(created_at), (array_agg(problem ORDER BY id DESC))[1]
            FROM alert_outbox
            WHERE delivered_at IS NULL AND given_up_at IS NULL AND problem IS NOT NULL
            GROUP BY receiver ORDER BY receiver""";

    /** Kept by us alone, so its encoding needs no registry. */
    private static final MessageCodec<Alert> CODEC = AvroCodecs.singleObject().alert();

    /** An alert that is to be told to somebody. */
    public record Due(long id, Receiver to, Alert alert, int tries, Instant since) implements Letter {
        @Override
        public String receiver() {
            return to.text();
        }

        @Override
        public String toString() {
            return "alert " + alert.id();
        }
    }

    static void put(Connection connection, Alert alert, Collection<Receiver> receivers) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement(PUT)) {
            byte[] bytes = CODEC.encode(alert);
            for (Receiver receiver : receivers) {
                put.setString(1, alert.id());
                put.setString(2, receiver.text());
                put.setBytes(3, bytes);
                put.setObject(4, utc(alert.at()));
                put.setObject(5, utc(alert.at()));
                put.addBatch();
            }
            put.executeBatch();
        }
    }

    /** Takes what is due for a receiver, the oldest first; nobody else gets it before {@code until}. */
    public static List<Due> claim(Connection connection, Receiver receiver, int most, Instant now, Instant until)
            throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setObject(1, utc(until));
            claim.setString(2, receiver.text());
            claim.setObject(3, utc(now));
            claim.setInt(4, most);
            List<Due> due = new ArrayList<>();
            try (ResultSet rows = claim.executeQuery()) {
                while (rows.next()) {
                    due.add(new Due(
                            rows.getLong(1),
                            receiver,
                            read(rows.getBytes(2)),
                            rows.getInt(3),
                            rows.getObject(4, OffsetDateTime.class).toInstant()));
                }
            }
            return due;
        }
    }

    private static Alert read(byte[] bytes) throws SQLException {
        return switch (CODEC.decode(bytes)) {
            case Decoded.Readable<Alert>(Alert alert) -> alert;
            case Decoded.Unreadable<Alert>(var failure) ->
                throw new SQLException("alert_outbox: an alert cannot be read: " + failure.message());
        };
    }

    @Override
    public void delivered(Connection connection, Due due, Instant now) throws SQLException {
        try (PreparedStatement delivered = connection.prepareStatement(DELIVERED);
                PreparedStatement told = connection.prepareStatement(TOLD)) {
            delivered.setObject(1, utc(now));
            delivered.setLong(2, due.id());
            delivered.executeUpdate();
            told.setObject(1, utc(now));
            told.setLong(2, due.id());
            told.executeUpdate();
        }
    }

    @Override
    public void later(Connection connection, Due due, Instant next, String problem) throws SQLException {
        set(connection, LATER, due.id(), next, problem);
    }

    @Override
    public void givenUp(Connection connection, Due due, Instant now, String problem) throws SQLException {
        set(connection, GIVEN_UP, due.id(), now, problem);
    }

    /**
     * Gives up what is for receivers that are no more; how many there were.
     *
     * @param before what came later may be for a receiver that we have not heard of yet
     */
    public static int giveUpOthers(Connection connection, Collection<Receiver> receivers, Instant before, Instant now)
            throws SQLException {
        try (PreparedStatement orphaned = connection.prepareStatement(ORPHANED)) {
            orphaned.setObject(1, utc(now));
            orphaned.setObject(2, utc(before));
            orphaned.setArray(
                    3,
                    connection.createArrayOf(
                            "text", receivers.stream().map(Receiver::text).toArray()));
            return orphaned.executeUpdate();
        }
    }

    /** What has failed and is tried again, by receiver; blocks. */
    public static List<Failing> failing(Connection connection) throws SQLException {
        try (PreparedStatement failing = connection.prepareStatement(FAILING);
                ResultSet rows = failing.executeQuery()) {
            List<Failing> receivers = new ArrayList<>();
            while (rows.next()) {
                receivers.add(new Failing(
                        rows.getString(1),
                        rows.getLong(2),
                        rows.getObject(3, OffsetDateTime.class).toInstant(),
                        rows.getString(4)));
            }
            return receivers;
        }
    }

    private static void set(Connection connection, String sql, long id, Instant when, String problem)
            throws SQLException {
        try (PreparedStatement set = connection.prepareStatement(sql)) {
            set.setObject(1, utc(when));
            set.setString(2, problem);
            set.setLong(3, id);
            set.executeUpdate();
        }
    }

    static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
