package io.headgate.api.access.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.api.access.audit.Act;
import io.headgate.api.access.audit.AuditLog;
import io.headgate.api.access.audit.AuditRow;
import io.headgate.schemas.id.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code admin_audit}. */
public final class JdbcAuditLog implements AuditLog {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Transactions transactions;

    public JdbcAuditLog(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<AuditRow> list(Optional<TenantId> tenant, Optional<Long> before, int limit) {
        return transactions.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT seq, at, actor, via, action, subject, tenant, before::text, after::text FROM admin_audit
                    WHERE (?::text IS NULL OR tenant = ?) AND (?::bigint IS NULL OR seq < ?)
                    ORDER BY seq DESC LIMIT ?""")) {
                String named = tenant.map(TenantId::value).orElse(null);
                select.setString(1, named);
                select.setString(2, named);
                select.setObject(3, before.orElse(null), Types.BIGINT);
                select.setObject(4, before.orElse(null), Types.BIGINT);
                select.setInt(5, limit);
                List<AuditRow> rows = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rows.add(read(row));
                    }
                }
                return rows;
            }
        });
    }

    private static AuditRow read(ResultSet row) throws SQLException {
        return new AuditRow(
                row.getLong("seq"),
                Columns.instant(row, "at").orElseThrow().toString(),
                row.getString("actor"),
                row.getString("via"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("tenant"),
                row.getString("before"),
                row.getString("after"));
    }

    @Override
    public void whileDoing(Act act, Runnable doing) {
        transactions.run(connection -> {
            write(connection, act);
            doing.run();
            return act;
        });
    }

    /** Writes an act down in the transaction that does it, whosever tables it changes. */
    public static void write(Connection connection, Act act) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO admin_audit (at, actor, via, action, subject, tenant, before, after)
                VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)""")) {
            insert.setObject(1, act.at().atOffset(ZoneOffset.UTC));
            insert.setString(2, act.actor().name());
            insert.setString(3, act.actor().via().wireName());
            insert.setString(4, act.action());
            insert.setString(5, act.subject());
            insert.setString(6, act.tenant().map(TenantId::value).orElse(null));
            insert.setString(7, json(act.before()));
            insert.setString(8, json(act.after()));
            insert.executeUpdate();
        }
    }

    private static @Nullable String json(@Nullable Object value) {
        try {
            return value == null ? null : JSON.writeValueAsString(value);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("what an act changed cannot be written as JSON", bug);
        }
    }
}
