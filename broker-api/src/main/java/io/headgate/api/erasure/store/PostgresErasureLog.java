package io.headgate.api.erasure.store;

import io.headgate.api.access.audit.Act;
import io.headgate.api.access.audit.Actor;
import io.headgate.api.access.store.JdbcAuditLog;
import io.headgate.api.erasure.Erasure;
import io.headgate.api.erasure.ErasureLog;
import io.headgate.api.erasure.ErasureUnavailableException;
import io.headgate.api.erasure.Subject;
import io.headgate.api.sql.Statements;
import io.headgate.schemas.id.Sha256;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.UserId;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** {@link ErasureLog} in the table {@code erasures}, whose trigger waits for whoever writes requests; whoever writes them looks into it. */
public final class PostgresErasureLog implements ErasureLog {
    private static final String BEGIN = """
            INSERT INTO erasures (erasure_id, tenant, user_id, user_sha256, asked_by, asked_at)
            VALUES (?, ?, ?, ?, ?, ?)""";
    private static final String FINISH = """
            UPDATE erasures SET user_id = NULL, finished_at = ?, erased = ?::jsonb
            WHERE erasure_id = ? AND finished_at IS NULL""";
    private static final String UNFINISHED = """
            SELECT erasure_id, tenant, user_id, asked_at FROM erasures WHERE finished_at IS NULL AND asked_at < ?
            ORDER BY asked_at""";

    private final Statements statements;

    public PostgresErasureLog(DataSource dataSource) {
        this.statements = new Statements(dataSource, ErasureUnavailableException::new);
    }

    @Override
    public void begin(Erasure erasure, Actor askedBy) {
        Subject subject = erasure.subject();
        String user = subject.user() == null ? null : subject.user().value();
        statements.transaction(connection -> {
            JdbcAuditLog.write(connection, act(erasure, askedBy));
            return Statements.update(connection, BEGIN, statement -> {
                statement.setString(1, erasure.id());
                statement.setString(2, subject.tenant().value());
                statement.setString(3, user);
                statement.setString(4, user == null ? null : Sha256.hex(user.getBytes(StandardCharsets.UTF_8)));
                statement.setString(5, askedBy.name());
                statement.setObject(6, utc(erasure.askedAt()));
            });
        });
    }

    /** Without the person: the audit log is never changed, and so would keep what is to be forgotten. */
    private static Act act(Erasure erasure, Actor askedBy) {
        Subject subject = erasure.subject();
        return new Act(
                erasure.askedAt(),
                askedBy,
                "data.erase",
                erasure.id(),
                Optional.of(subject.tenant()),
                null,
                Map.of("of", subject.user() == null ? "tenant" : "user"));
    }

    @Override
    public void finish(Erasure erasure, Instant at, Map<String, Long> erased) {
        // Kinds are words of this program: nothing in them needs quoting.
        String counts = erased.entrySet().stream()
                .map(kind -> "\"%s\":%d".formatted(kind.getKey(), kind.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
        statements.update(FINISH, statement -> {
            statement.setObject(1, utc(at));
            statement.setString(2, counts);
            statement.setString(3, erasure.id());
        });
    }

    @Override
    public List<Erasure> unfinished(Instant begunBefore) {
        return statements.query(UNFINISHED, statement -> statement.setObject(1, utc(begunBefore)), rows -> {
            List<Erasure> erasures = new ArrayList<>();
            while (rows.next()) {
                erasures.add(read(rows));
            }
            return erasures;
        });
    }

    private static Erasure read(ResultSet rows) throws SQLException {
        String user = rows.getString("user_id");
        return new Erasure(
                rows.getString("erasure_id"),
                new Subject(new TenantId(rows.getString("tenant")), user == null ? null : new UserId(user)),
                rows.getObject("asked_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
