package io.headgate.api.retention.store;

import io.headgate.api.retention.Aging;
import io.headgate.api.retention.AgingException;
import io.headgate.api.retention.RetentionPeriods;
import io.headgate.api.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import javax.sql.DataSource;

/** Rows of one table that are deleted when they are old. One process of an installation deletes at a time. */
public final class AgedRows implements Aging {
    /** What a deadline may lie ahead at most. */
    private static final Duration LONGEST_DEADLINE = Duration.ofDays(30);

    private static final String LOCK = "SELECT pg_try_advisory_xact_lock(hashtextextended('headgate.retention', 0))";

    private final Statements statements;
    private final String kind;
    private final Duration kept;
    private final String delete;

    /**
     * Rows of a table.
     *
     * @param kept from the moment that {@code old} looks at
     * @param old a condition on a row; its one parameter is now less {@code kept}
     */
    public AgedRows(Statements statements, String kind, Duration kept, String table, String old) {
        this.statements = statements;
        this.kind = kind;
        this.kept = kept;
        // ctid: what is read is what is deleted, by whichever index finds it, and rows that others hold are left to
        // them.
        this.delete = """
                DELETE FROM %s WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM %s WHERE %s LIMIT ? FOR UPDATE SKIP LOCKED))""".formatted(table, table, old);
    }

    /** All that this service keeps for a time. */
    public static List<Aging> all(DataSource dataSource, RetentionPeriods periods) {
        Statements statements = new Statements(dataSource, AgingException::new);
        return List.of(
                new AgedRows(statements, "results", periods.results(), "requests", "ended_at < ?"),
                new AgedRows(
                        statements,
                        "unended_requests",
                        periods.results().plus(LONGEST_DEADLINE),
                        "requests",
                        "ended_at IS NULL AND accepted_at < ?"),
                new AgedRows(statements, "failures", periods.results(), "failures_index", "ended_at < ?"),
                new AgedRows(statements, "replays", periods.results(), "replays", "ended_at < ?"),
                new AgedRows(statements, "files", periods.files(), "files", "complete AND created_at < ?"),
                new AgedRows(statements, "expired_files", Duration.ZERO, "files", "complete AND expires_at < ?"),
                new AgedRows(
                        statements,
                        "abandoned_uploads",
                        RetentionPeriods.ABANDONED_UPLOAD,
                        "files",
                        "NOT complete AND written_at < ?"),
                new AgedRows(statements, "erasure_marks", periods.erased(), "erased_requests", "erased_at < ?"));
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public OptionalInt deleteSome(Instant now, int limit) {
        OffsetDateTime before = OffsetDateTime.ofInstant(now.minus(kept), ZoneOffset.UTC);
        return statements.transaction(connection -> isMine(connection)
                ? OptionalInt.of(Statements.update(connection, delete, statement -> {
                    statement.setObject(1, before);
                    statement.setInt(2, limit);
                }))
                : OptionalInt.empty());
    }

    private static boolean isMine(Connection connection) throws SQLException {
        return Statements.query(connection, LOCK, statement -> {}, rows -> rows.next() && rows.getBoolean(1));
    }
}
