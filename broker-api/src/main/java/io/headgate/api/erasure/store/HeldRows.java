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

    private final Statements statements;
    private final String kind;
    private final String count;
    private final String erase;
    private final boolean leavesMark;

    private HeldRows(Statements statements, String kind, String table, String time, boolean leavesMark) {
        this.statements = statements;
        this.kind = kind;
        this.leavesMark = leavesMark;
        String theirs =
                "tenant = ? AND (?::text IS NULL OR user_id = ?) AND (%s IS NULL OR %s <= ?)".formatted(time, time);
        this.count = COUNT.formatted(table, theirs);
        String some = SOME.formatted(table, table, theirs);
        this.erase = leavesMark ? LEAVING_A_MARK.formatted(some) : some;
    }

    /** All that this service keeps of somebody. */
    public static List<Holding> all(DataSource dataSource) {
        Statements statements = new Statements(dataSource, ErasureUnavailableException::new);
        return List.of(
                new HeldRows(statements, "requests", "requests", "accepted_at", true),
                new HeldRows(statements, "batches", "batches", "created_at", false),
                new HeldRows(statements, "files", "files", "created_at", false));
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
