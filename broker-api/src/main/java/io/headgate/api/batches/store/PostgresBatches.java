package io.headgate.api.batches.store;

import io.headgate.api.access.audit.Act;
import io.headgate.api.access.store.JdbcAuditLog;
import io.headgate.api.batches.Batch;
import io.headgate.api.batches.BatchStore;
import io.headgate.api.batches.Spend;
import io.headgate.api.batches.Upload;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** {@link BatchStore} in the table {@code batches}. */
public final class PostgresBatches implements BatchStore {
    private static final String CREATE = """
            INSERT INTO batches (tenant, batch_id, kind, status, metadata, created_by, project, endpoint, input_file,
                                 output_seconds, parent, created_at, expires_at, user_id)
            VALUES (?, ?, 'uploaded', ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?,
                    (SELECT user_id FROM files WHERE tenant = ? AND file_id = ?))
            ON CONFLICT DO NOTHING""";
    private static final String SELECT = "SELECT " + BatchRows.COLUMNS + " FROM batches AS b WHERE b.tenant = ?";
    private static final String FIND = SELECT + " AND b.batch_id = ?";
    private static final String LIST = SELECT + """
             AND (?::text IS NULL OR (b.created_at, b.batch_id)
                  < (SELECT a.created_at, a.batch_id FROM batches AS a WHERE a.tenant = b.tenant AND a.batch_id = ?))
            ORDER BY b.created_at DESC, b.batch_id DESC LIMIT ?""";
    private static final String CANCEL = """
            UPDATE batches SET status = 'cancelling', cancelling_at = ?, next_step_at = now()
            WHERE tenant = ? AND batch_id = ? AND kind = 'uploaded' AND status IN ('validating', 'in_progress')
              AND finalizing_at IS NULL""";
    private static final String UNDONE = """
            SELECT line FROM batch_lines
            WHERE tenant = ? AND batch_id = ? AND line > ? AND state IN ('failed', 'expired', 'cancelled')
            ORDER BY line LIMIT ?""";
    private static final String SPEND =
            "SELECT attempts, currency, cost FROM finance.spend_by_batch WHERE tenant = ? AND batch = ? ORDER BY currency";

    private final Sql sql;

    public PostgresBatches(DataSource dataSource) {
        this.sql = new Sql(dataSource);
    }

    @Override
    public boolean create(Batch batch) {
        return sql.together(connection -> created(connection, batch));
    }

    @Override
    public boolean create(Batch batch, Act act) {
        return sql.together(connection -> {
            boolean created = created(connection, batch);
            if (created) {
                JdbcAuditLog.write(connection, act);
            }
            return created;
        });
    }

    private static boolean created(Connection connection, Batch batch) throws SQLException {
        Upload upload = batch.upload();
        if (upload == null) {
            throw new IllegalArgumentException(
                    "batch %s: the index makes those that are published".formatted(batch.id()));
        }
        int created = Sql.update(
                connection,
                CREATE,
                batch.tenant().value(),
                batch.id().value(),
                batch.status().wireName(),
                BatchJson.text(batch.metadata()),
                batch.createdBy(),
                batch.project(),
                upload.endpoint(),
                upload.input().value(),
                upload.keepOutput() == null ? null : upload.keepOutput().toSeconds(),
                upload.parent() == null ? null : upload.parent().value(),
                batch.times().createdAt(),
                batch.times().expiresAt(),
                batch.tenant().value(),
                upload.input().value());
        return created > 0;
    }

    @Override
    public Optional<Batch> find(TenantId tenant, BatchId id) {
        return sql.query(FIND, BatchRows::read, tenant.value(), id.value()).stream()
                .findFirst();
    }

    @Override
    public List<Batch> list(TenantId tenant, @Nullable BatchId after, int limit) {
        String last = after == null ? null : after.value();
        return sql.query(LIST, BatchRows::read, tenant.value(), last, last, limit);
    }

    @Override
    public boolean cancel(TenantId tenant, BatchId id, Instant now) {
        return sql.update(CANCEL, now, tenant.value(), id.value()) > 0;
    }

    @Override
    public List<Integer> undone(TenantId tenant, BatchId id, int after, int limit) {
        return sql.query(UNDONE, rows -> rows.getInt(1), tenant.value(), id.value(), after, limit);
    }

    @Override
    public List<Spend> spend(TenantId tenant, BatchId id) {
        return sql.query(
                SPEND,
                rows -> {
                    BigDecimal cost = rows.getBigDecimal("cost");
                    return new Spend(
                            rows.getLong("attempts"),
                            cost == null ? null : new Money(cost, Currency.getInstance(rows.getString("currency"))));
                },
                tenant.value(),
                id.value());
    }
}
