package io.headgate.metering.alert.books;

import static io.headgate.metering.alert.books.Outbox.utc;

import io.headgate.metering.alert.Condition;
import io.headgate.metering.alert.KnownAlert;
import io.headgate.metering.alert.Transition;
import io.headgate.schemas.message.Alert;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Table {@code alert}. Everything happens in the caller's transaction. */
final class AlertTable {
    /** Yesterday is judged when it is over: what was told of it must be known for a while longer. */
    private static final Duration KNOWN_AFTER_WINDOW = Duration.ofDays(3);

    private static final String KNOWN = "SELECT " + AlertRow.COLUMNS + """
             FROM alert
            WHERE source = 'books' AND window_end IS NOT NULL AND (state = 'raised' OR window_end > ?)""";
    private static final String INSERT = """
            INSERT INTO alert (id, source, rule, kind, tenant, project, alias, provider, model, subject, state, message,
                               seen, threshold, unit, window_start, window_end, raised_at, resolved_at, told_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO NOTHING""";
    private static final String RESOLVE = """
            UPDATE alert SET state = 'resolved', resolved_at = new.at,
                             told_at = CASE source WHEN 'topic' THEN new.at ELSE told_at END
            FROM (SELECT ?::timestamptz AS at) AS new
            WHERE id = ? AND state = 'raised'""";
    private static final String RAISE_AGAIN = """
            UPDATE alert SET state = 'raised', message = ?, raised_at = new.at, resolved_at = NULL, told_at = new.at
            FROM (SELECT ?::timestamptz AS at) AS new
            WHERE id = ? AND state = 'resolved' AND resolved_at < new.at""";
    private static final String SOURCE = "SELECT source FROM alert WHERE id = ?";

    private AlertTable() {}

    /** What was found in the books before, as far as it may still matter. */
    static List<KnownAlert> known(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement known = connection.prepareStatement(KNOWN)) {
            known.setObject(1, utc(now.minus(KNOWN_AFTER_WINDOW)));
            List<KnownAlert> alerts = new ArrayList<>();
            try (ResultSet rows = known.executeQuery()) {
                while (rows.next()) {
                    alerts.add(AlertRow.known(rows));
                }
            }
            return alerts;
        }
    }

    /** Records what is to be told, and for whom; what was recorded before is not told again. */
    static boolean record(Connection connection, Transition transition, Collection<Receiver> receivers)
            throws SQLException {
        Alert alert = transition.alert();
        boolean news = switch (alert.state()) {
            case RAISED -> insert(connection, "books", transition.condition(), alert);
            case RESOLVED -> resolve(connection, alert);
        };
        if (news) {
            Outbox.put(connection, alert, receivers);
        }
        return news;
    }

    /**
     * Records an alert that others have put on the topic. Many may tell the same, and of two partitions that it is over
     * may be read first.
     */
    static boolean recordForeign(Connection connection, Alert alert, Collection<Receiver> receivers)
            throws SQLException {
        String source = source(connection, alert.id());
        boolean news;
        if (source == null) {
            Condition condition = new Condition(alert.rule(), alert.kind(), alert.scope(), "", null);
            news = insert(connection, "topic", condition, alert) && alert.state() == Alert.State.RAISED;
        } else if (source.equals("books")) {
            return false;
        } else {
            news = switch (alert.state()) {
                case RAISED -> raiseAgain(connection, alert);
                case RESOLVED -> resolve(connection, alert);
            };
        }
        if (news) {
            Outbox.put(connection, alert, receivers);
        }
        return news;
    }

    private static boolean insert(Connection connection, String source, Condition condition, Alert alert)
            throws SQLException {
        Alert.Scope scope = alert.scope();
        Alert.Measurement measured = alert.measured();
        Alert.Window window = alert.window();
        boolean over = alert.state() == Alert.State.RESOLVED;
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            Values values = new Values(insert);
            values.text(alert.id())
                    .text(source)
                    .text(alert.rule())
                    .text(alert.kind().wireName());
            values.text(scope.tenant()).text(scope.project()).text(scope.alias());
            values.text(scope.provider()).text(scope.model()).text(condition.subject());
            values.text(over ? "resolved" : "raised").text(clean(alert.message()));
            values.any(measured == null ? null : measured.seen(), Types.NUMERIC);
            values.any(measured == null ? null : measured.threshold(), Types.NUMERIC);
            values.text(measured == null ? null : measured.unit());
            values.time(window == null ? null : window.start()).time(window == null ? null : window.end());
            values.time(alert.at()).time(over ? alert.at() : null);
            values.time(source.equals("topic") ? alert.at() : null);
            return insert.executeUpdate() == 1;
        }
    }

    private static boolean resolve(Connection connection, Alert alert) throws SQLException {
        try (PreparedStatement resolve = connection.prepareStatement(RESOLVE)) {
            resolve.setObject(1, utc(alert.at()));
            resolve.setString(2, alert.id());
            return resolve.executeUpdate() == 1;
        }
    }

    private static boolean raiseAgain(Connection connection, Alert alert) throws SQLException {
        try (PreparedStatement raise = connection.prepareStatement(RAISE_AGAIN)) {
            raise.setString(1, clean(alert.message()));
            raise.setObject(2, utc(alert.at()));
            raise.setString(3, alert.id());
            return raise.executeUpdate() == 1;
        }
    }

    private static @Nullable String source(Connection connection, String id) throws SQLException {
        try (PreparedStatement source = connection.prepareStatement(SOURCE)) {
            source.setString(1, id);
            try (ResultSet rows = source.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    /** Postgres has no NUL in text. */
    private static String clean(String text) {
        return text.replace('\u0000', '\ufffd');
    }

    /** Sets the parameters of a statement, one after the other. */
    private static final class Values {
        private final PreparedStatement statement;
        private int set;

        Values(PreparedStatement statement) {
            this.statement = statement;
        }

        Values text(@Nullable Object value) throws SQLException {
            return any(value == null ? null : value.toString(), Types.VARCHAR);
        }

        Values time(@Nullable Instant value) throws SQLException {
            return any(value == null ? null : utc(value), Types.TIMESTAMP_WITH_TIMEZONE);
        }

        Values any(@Nullable Object value, int type) throws SQLException {
            set++;
            if (value == null) {
                statement.setNull(set, type);
            } else {
                statement.setObject(set, value, type);
            }
            return this;
        }
    }
}
