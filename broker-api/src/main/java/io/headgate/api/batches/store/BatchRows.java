package io.headgate.api.batches.store;

import io.headgate.api.batches.Batch;
import io.headgate.api.batches.BatchStatus;
import io.headgate.api.batches.Counts;
import io.headgate.api.batches.Times;
import io.headgate.api.batches.Tokens;
import io.headgate.api.batches.Upload;
import io.headgate.api.files.FileId;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of the table {@code batches} as values. */
final class BatchRows {
    static final String COLUMNS = """
            b.tenant, b.batch_id, b.kind, b.status, b.metadata::text AS metadata, b.created_by, b.project, b.endpoint,
            b.input_file, b.output_file, b.error_file, b.output_seconds, b.parent, b.errors::text AS errors, b.total, b.in_flight,
            b.completed, b.failed, b.expired, b.cancelled, b.flight_limit, b.input_tokens, b.cached_tokens,
            b.output_tokens, b.reasoning_tokens, b.created_at, b.expires_at, b.in_progress_at, b.finalizing_at,
            b.completed_at, b.failed_at, b.expired_at, b.cancelling_at, b.cancelled_at, b.cancels_asked""";

    private BatchRows() {}

    static Batch read(ResultSet rows) throws SQLException {
        return new Batch(
                new TenantId(rows.getString("tenant")),
                new BatchId(rows.getString("batch_id")),
                BatchStatus.ofWireName(rows.getString("status")),
                rows.getString("kind").equals("uploaded") ? upload(rows) : null,
                BatchJson.metadata(rows.getString("metadata")),
                rows.getString("created_by"),
                rows.getString("project"),
                counts(rows),
                times(rows),
                new Tokens(
                        rows.getLong("input_tokens"),
                        rows.getLong("cached_tokens"),
                        rows.getLong("output_tokens"),
                        rows.getLong("reasoning_tokens")),
                BatchJson.problems(rows.getString("errors")),
                rows.getInt("flight_limit"),
                rows.getBoolean("cancels_asked"));
    }

    private static Upload upload(ResultSet rows) throws SQLException {
        return new Upload(
                new FileId(rows.getString("input_file")),
                rows.getString("endpoint"),
                present(rows.getString("output_file"), FileId::new),
                present(rows.getString("error_file"), FileId::new),
                present(rows.getObject("output_seconds", Long.class), Duration::ofSeconds),
                present(rows.getString("parent"), BatchId::new));
    }

    private static Counts counts(ResultSet rows) throws SQLException {
        return new Counts(
                rows.getObject("total", Integer.class),
                rows.getInt("in_flight"),
                rows.getInt("completed"),
                rows.getInt("failed"),
                rows.getInt("expired"),
                rows.getInt("cancelled"));
    }

    private static Times times(ResultSet rows) throws SQLException {
        Instant created = time(rows, "created_at");
        if (created == null) {
            throw new IllegalStateException("created_at is never null");
        }
        return new Times(
                created,
                time(rows, "expires_at"),
                time(rows, "in_progress_at"),
                time(rows, "finalizing_at"),
                time(rows, "completed_at"),
                time(rows, "failed_at"),
                time(rows, "expired_at"),
                time(rows, "cancelling_at"),
                time(rows, "cancelled_at"));
    }

    private static @Nullable Instant time(ResultSet rows, String column) throws SQLException {
        return present(rows.getObject(column, OffsetDateTime.class), OffsetDateTime::toInstant);
    }

    private static <A, B> @Nullable B present(@Nullable A value, Function<A, B> mapping) {
        return value == null ? null : mapping.apply(value);
    }
}
