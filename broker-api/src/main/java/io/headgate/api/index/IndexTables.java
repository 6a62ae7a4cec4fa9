package io.headgate.api.index;

import io.headgate.api.sql.Statements;
import io.headgate.api.webhooks.EndEvent;
import io.headgate.api.webhooks.store.EndOutbox;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.message.PublishedCatalog;
import io.headgate.schemas.sql.BulkInsert;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

/**
 * Writes batches to the tables. Every statement may be repeated and comes in any order with the others: an admission
 * fills in what only it knows, the first terminal event stands, a notice changes only what has not ended. What was erased
 * does not come back.
 */
final class IndexTables {
    /**
     * An erasure waits until whoever writes at this moment has committed, and the statements of whoever comes later see it. Hence a
     * statement of its own: one that waited for an erasure would not see it itself.
     */
    private static final String BEFORE_ERASURES =
            "SELECT pg_advisory_xact_lock_shared(hashtextextended('headgate.erasure', 0))";

    /** Of what names neither person nor time. */
    private static final String ROW_NOT_ERASED = """
            NOT EXISTS (SELECT FROM erased_requests AS e WHERE e.tenant = rows.tenant AND e.request_id = rows.request_id)""";

    private static final String NOT_ERASED = """
            NOT EXISTS (SELECT FROM erased_requests AS e
                        WHERE e.tenant = rows.tenant AND e.request_id = rows.request_id
                          AND (rows.accepted_at IS NULL OR e.erased_at >= rows.accepted_at::timestamptz))
            AND NOT EXISTS (SELECT FROM erasures AS e
                            WHERE e.tenant = rows.tenant AND e.asked_at >= rows.accepted_at::timestamptz
                              AND (e.user_sha256 IS NULL
                                   OR e.user_sha256 = encode(sha256(convert_to(rows.user_id, 'UTF8')), 'hex')))""";

    private static final BulkInsert<Admission> ADMIT =
            new BulkInsert<>("requests", Columns.ofAdmission(), NOT_ERASED, """
                    (tenant, request_id) DO UPDATE SET
                      admitted = true, correlation_id = EXCLUDED.correlation_id, user_id = EXCLUDED.user_id,
                      task_id = EXCLUDED.task_id, task_type = EXCLUDED.task_type, locale = EXCLUDED.locale,
                      alias = EXCLUDED.alias, priority = EXCLUDED.priority, tags = EXCLUDED.tags,
                      body_sha256 = EXCLUDED.body_sha256, accepted_at = EXCLUDED.accepted_at, deadline = EXCLUDED.deadline,
                      batch_id = EXCLUDED.batch_id
                    WHERE NOT requests.admitted""");

    private static final BulkInsert<Notice> WAIT =
            new BulkInsert<>("requests", Columns.ofWaiting(), ROW_NOT_ERASED, """
                    (tenant, request_id) DO UPDATE SET
                      status = EXCLUDED.status, waiting_for = EXCLUDED.waiting_for, waiting_until = EXCLUDED.waiting_until
                    WHERE requests.ended_at IS NULL""");

    private static final BulkInsert<InferenceResult> END =
            new BulkInsert<>("requests", Columns.ofResult(), NOT_ERASED, """
                    (tenant, request_id) DO UPDATE SET
                      status = EXCLUDED.status, ended_at = EXCLUDED.ended_at, provider = EXCLUDED.provider,
                      endpoint = EXCLUDED.endpoint, model = EXCLUDED.model, served_model = EXCLUDED.served_model,
                      response = EXCLUDED.response, usage = EXCLUDED.usage, cost = EXCLUDED.cost,
                      currency = EXCLUDED.currency, unpriced_reason = EXCLUDED.unpriced_reason,
                      failure_code = EXCLUDED.failure_code, failure_message = EXCLUDED.failure_message,
                      failure_seen = EXCLUDED.failure_seen, failure_allowed = EXCLUDED.failure_allowed,
                      attempts = EXCLUDED.attempts, attempt_count = EXCLUDED.attempt_count
                    WHERE requests.ended_at IS NULL""");

    private static final BulkInsert<PublishedCatalog> KEEP_CATALOG =
            new BulkInsert<>("catalog_revision", Columns.ofCatalog(), "(revision) DO NOTHING");

    private static final BulkInsert<IndexedFailure> KEEP_FAILURE =
            new BulkInsert<>("failures_index", Columns.ofFailure(), NOT_ERASED, """
                    (tenant, request_id) DO UPDATE SET
                      parent_id = EXCLUDED.parent_id, user_id = EXCLUDED.user_id, accepted_at = EXCLUDED.accepted_at,
                      ended_at = EXCLUDED.ended_at,
                      code = EXCLUDED.code, alias = EXCLUDED.alias, provider = EXCLUDED.provider, model = EXCLUDED.model,
                      tags = EXCLUDED.tags, whole = EXCLUDED.whole, input_tokens = EXCLUDED.input_tokens,
                      output_tokens = EXCLUDED.output_tokens, choices = EXCLUDED.choices,
                      topic_partition = EXCLUDED.topic_partition, topic_offset = EXCLUDED.topic_offset
                    WHERE EXCLUDED.ended_at >= failures_index.ended_at""");

    /**
     * An uploaded batch has its row already, and knows its size. Of a batch whose requests were erased none is in
     * {@code requests}, whatever is read again: it does not come back.
     */
    private static final String BATCH = """
            INSERT INTO batches (tenant, batch_id, kind, status, total, created_at, in_progress_at)
            SELECT told.tenant, told.batch_id, 'published', 'in_progress', nullif(told.size, 0), told.since, told.since
            FROM (SELECT ?::text AS tenant, ?::text AS batch_id, ?::integer AS size, ?::timestamptz AS since) AS told
            -- Not even locked where there is nothing to add: whoever steps the batch writes this row.
            WHERE NOT EXISTS (SELECT 1 FROM batches AS b WHERE b.tenant = told.tenant AND b.batch_id = told.batch_id
                              AND (b.kind = 'uploaded' OR b.total IS NOT NULL OR told.size = 0))
              AND EXISTS (SELECT 1 FROM requests AS r WHERE r.tenant = told.tenant AND r.batch_id = told.batch_id)
            ON CONFLICT (tenant, batch_id) DO UPDATE SET total = EXCLUDED.total
            WHERE batches.total IS NULL AND batches.kind = 'published'""";

    private IndexTables() {}

    /** Writes within the connection's transaction; the caller commits. */
    static void write(Connection connection, IndexBatch batch) throws SQLException {
        Statements.query(connection, BEFORE_ERASURES, _ -> {}, _ -> true);
        ADMIT.write(connection, List.copyOf(batch.admissions()));
        WAIT.write(connection, List.copyOf(batch.notices()));
        END.write(connection, List.copyOf(batch.results()));
        count(connection, MarkedBatch.of(batch.admissions()));
        EndOutbox.put(
                connection, batch.results().stream().map(IndexTables::told).toList());
        KEEP_CATALOG.write(connection, List.copyOf(batch.catalogs()));
        KEEP_FAILURE.write(connection, List.copyOf(batch.failures()));
    }

    private static void count(Connection connection, Collection<MarkedBatch> batches) throws SQLException {
        if (batches.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(BATCH)) {
            for (MarkedBatch batch : batches) {
                statement.setString(1, batch.tenant().value());
                statement.setString(2, batch.id().value());
                statement.setInt(3, batch.size());
                statement.setObject(4, OffsetDateTime.ofInstant(Storable.time(batch.since()), ZoneOffset.UTC));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** As webhooks are told of it: in the same transaction, so that neither is there without the other. */
    private static EndOutbox.Ended told(InferenceResult result) {
        String named = result.tags().get(EndOutbox.TAG);
        EndEvent event = switch (result.outcome()) {
            case InferenceResult.Completed _ -> EndEvent.COMPLETED;
            case InferenceResult.Failed _ -> EndEvent.FAILED;
        };
        return new EndOutbox.Ended(
                result.key(), event, named == null ? null : Storable.text(named), Storable.time(result.endedAt()));
    }
}
