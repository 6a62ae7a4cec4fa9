package io.headgate.api.erasure.store;

import io.headgate.api.erasure.ErasureUnavailableException;
import io.headgate.api.erasure.Holding;
import io.headgate.api.erasure.Subject;
import io.headgate.api.sql.Statements;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;

/** Rows of one table that belong to tenants, and some of them to persons. */
public final class HeldRows implements Holding {
    private static final String COUNT = "SELECT count(*) FROM %s WHERE %s";
    private static final String SOME = "DELETE FROM %s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %s WHERE %s LIMIT ?))";
    /** An erased request leaves a mark, without whose it was: what comes late is known by it. */
    private static final String LEAVING_A_MARK = """
            WITH erased AS (%s RETURNING tenant, request_id)
            INSERT INTO erased_requests (tenant, request_id, erased_at) SELECT tenant, request_id, ? FROM erased
            ON CONFLICT (tenant, request_id) DO UPDATE
              SET erased_at = greatest(erased_requests.erased_at, EXCLUDED.erased_at)""";

    private static final String REQUESTS = "requests";
    private static final String BY_COLUMN = "(?::text IS NULL OR user_id = ?)";
    private static final String BY_REQUEST = """
            (?::text IS NULL OR EXISTS (SELECT FROM requests AS r
                WHERE r.tenant = %s.tenant AND r.request_id = %s.%s AND r.user_id = ?))""";
    private static final String OF_NO_PERSON = "?::text IS NULL AND ?::text IS NULL";

    private final Statements statements;
    private final String kind;
    private final String count;
    private final String erase;
    private final boolean leavesMark;

    /**
     * Rows of a table with a column {@code tenant}.
     *
     * @param time when a row came to be, in SQL; a row without it is old
     * @param whose a condition with two parameters, both the user's id or both null for all that the tenant has
     */
    private HeldRows(DataSource dataSource, String table, String time, String whose) {
        this.statements = new Statements(dataSource, ErasureUnavailableException::new);
        this.kind = table;
        this.leavesMark = table.equals(REQUESTS);
        String theirs = "tenant = ? AND %s AND (%s IS NULL OR %s <= ?)".formatted(whose, time, time);
        this.count = COUNT.formatted(table, theirs);
        String some = SOME.formatted(table, table, theirs);
        this.erase = leavesMark ? LEAVING_A_MARK.formatted(some) : some;
    }

    /** All that this service keeps of somebody; requests last, since others are known as a person's by them. */
    public static List<Holding> all(DataSource dataSource) {
        return List.of(
                ofPersons(dataSource, "failures_index", "accepted_at"),
                // Those that wait would be sent again.
                ofRequests(
                        dataSource,
                        "replay_items",
                        "(SELECT created_at FROM replays WHERE id = replay_items.replay_id)",
                        "parent_id"),
                ofTenants(dataSource, "replays", "created_at"),
                ofPersons(dataSource, "batches", "created_at"),
                ofPersons(dataSource, "files", "created_at"),
                ofRequests(dataSource, "webhook_delivery", "created_at", "request_id"),
                ofTenants(dataSource, "webhook", "created_at"),
                ofPersons(dataSource, REQUESTS, "accepted_at"));
    }

    /** Of a table with the id of the user whose a row is, in a column {@code user_id}. */
    private static Holding ofPersons(DataSource dataSource, String table, String time) {
        return new HeldRows(dataSource, table, time, BY_COLUMN);
    }

    /** Of a table whose rows are about requests, and so about the persons whose those are. */
    private static Holding ofRequests(DataSource dataSource, String table, String time, String request) {
        return new HeldRows(dataSource, table, time, BY_REQUEST.formatted(table, table, request));
    }

    /** Of a table whose rows are nobody's but the tenant's. */
    private static Holding ofTenants(DataSource dataSource, String table, String time) {
        return new HeldRows(dataSource, table, time, OF_NO_PERSON);
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public long count(Subject subject, Instant before) {
        return statements.query(count, statement -> set(statement, subject, before), rows -> {
            rows.next();
            return rows.getLong(1);
        });
    }

    @Override
    public int eraseSome(Subject subject, Instant before, int limit) {
        return statements.update(erase, statement -> {
            set(statement, subject, before);
            statement.setInt(5, limit);
            if (leavesMark) {
                statement.setObject(6, utc(before));
            }
        });
    }

    private static void set(PreparedStatement statement, Subject subject, Instant before) throws SQLException {
        String user = subject.user() == null ? null : subject.user().value();
        statement.setString(1, subject.tenant().value());
        statement.setString(2, user);
        statement.setString(3, user);
        statement.setObject(4, utc(before));
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
