package io.headgate.api.index;

import io.headgate.api.webhooks.EndEvent;
import io.headgate.api.webhooks.store.EndOutbox;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.message.PublishedCatalog;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.schemas.money.Cost;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Writes batches to the tables. Every statement may be repeated and comes in any order with the others: an admission
 * fills in what only it knows, the first terminal event stands, a notice changes only what has not ended.
 */
final class IndexTables {
    private static final String ADMIT = """
            INSERT INTO requests (tenant, request_id, status, admitted, correlation_id, user_id, task_id, task_type,
                                  locale, alias, priority, tags, body_sha256, accepted_at, deadline, batch_id)
            VALUES (?, ?, 'accepted', true, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)
            ON CONFLICT (tenant, request_id) DO UPDATE SET
              admitted = true, correlation_id = EXCLUDED.correlation_id, user_id = EXCLUDED.user_id,
              task_id = EXCLUDED.task_id, task_type = EXCLUDED.task_type, locale = EXCLUDED.locale,
              alias = EXCLUDED.alias, priority = EXCLUDED.priority, tags = EXCLUDED.tags,
              body_sha256 = EXCLUDED.body_sha256, accepted_at = EXCLUDED.accepted_at, deadline = EXCLUDED.deadline,
              batch_id = EXCLUDED.batch_id
            WHERE NOT requests.admitted""";

    private static final String WAIT = """
            INSERT INTO requests (tenant, request_id, status, admitted, waiting_for, waiting_until)
            VALUES (?, ?, 'waiting', false, ?, ?)
            ON CONFLICT (tenant, request_id) DO UPDATE SET
              status = EXCLUDED.status, waiting_for = EXCLUDED.waiting_for, waiting_until = EXCLUDED.waiting_until
            WHERE requests.ended_at IS NULL""";

    private static final String END = """
            INSERT INTO requests (tenant, request_id, status, admitted, correlation_id, user_id, task_id, alias, tags,
                                  accepted_at, ended_at, provider, endpoint, model, served_model, response, usage,
                                  cost, currency, unpriced_reason, failure_code, failure_message, failure_seen,
                                  failure_allowed, attempts, attempt_count)
            VALUES (?, ?, ?, false, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
            ON CONFLICT (tenant, request_id) DO UPDATE SET
              status = EXCLUDED.status, ended_at = EXCLUDED.ended_at, provider = EXCLUDED.provider,
              endpoint = EXCLUDED.endpoint, model = EXCLUDED.model, served_model = EXCLUDED.served_model,
              response = EXCLUDED.response, usage = EXCLUDED.usage, cost = EXCLUDED.cost,
              currency = EXCLUDED.currency, unpriced_reason = EXCLUDED.unpriced_reason,
              failure_code = EXCLUDED.failure_code, failure_message = EXCLUDED.failure_message,
              failure_seen = EXCLUDED.failure_seen, failure_allowed = EXCLUDED.failure_allowed,
              attempts = EXCLUDED.attempts, attempt_count = EXCLUDED.attempt_count
            WHERE requests.ended_at IS NULL""";

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

    private static final String KEEP_CATALOG = """
            INSERT INTO catalog_revision (revision, yaml, sha256, published_at, published_by)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (revision) DO NOTHING""";

    private static final String KEEP_FAILURE = """
            INSERT INTO failures_index (tenant, request_id, parent_id, user_id, accepted_at, ended_at, code, alias, provider, model,
                                        tags, whole, input_tokens, output_tokens, choices, topic_partition, topic_offset)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (tenant, request_id) DO UPDATE SET
              parent_id = EXCLUDED.parent_id, user_id = EXCLUDED.user_id, accepted_at = EXCLUDED.accepted_at,
              ended_at = EXCLUDED.ended_at,
              code = EXCLUDED.code, alias = EXCLUDED.alias, provider = EXCLUDED.provider, model = EXCLUDED.model,
              tags = EXCLUDED.tags, whole = EXCLUDED.whole, input_tokens = EXCLUDED.input_tokens,
              output_tokens = EXCLUDED.output_tokens, choices = EXCLUDED.choices,
              topic_partition = EXCLUDED.topic_partition, topic_offset = EXCLUDED.topic_offset
            WHERE EXCLUDED.ended_at >= failures_index.ended_at""";

    private IndexTables() {}

    /** Writes within the connection's transaction; the caller commits. */
    static void write(Connection connection, IndexBatch batch) throws SQLException {
        each(connection, ADMIT, batch.admissions(), IndexTables::admit);
        each(connection, WAIT, batch.notices(), IndexTables::await);
        each(connection, END, batch.results(), IndexTables::end);
        each(connection, BATCH, MarkedBatch.of(batch.admissions()), IndexTables::count);
        EndOutbox.put(
                connection, batch.results().stream().map(IndexTables::told).toList());
        each(connection, KEEP_CATALOG, batch.catalogs(), IndexTables::keep);
        each(connection, KEEP_FAILURE, batch.failures(), IndexTables::keep);
    }

    private static <T> void each(Connection connection, String sql, Iterable<T> rows, Row<T> row) throws SQLException {
        if (!rows.iterator().hasNext()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Columns columns = new Columns(statement);
            for (T each : rows) {
                row.set(columns, each);
                columns.add();
            }
            statement.executeBatch();
        }
    }

    private static void count(Columns columns, MarkedBatch batch) throws SQLException {
        columns.text(batch.tenant()).text(batch.id()).number(batch.size()).time(batch.since());
    }

    private static void admit(Columns columns, Admission admission) throws SQLException {
        columns.text(admission.key().tenant()).text(admission.key().request());
        switch (admission) {
            case InferenceRequest request -> {
                RoutingContext context = request.context();
                columns.text(request.correlationId()).text(request.userId());
                columns.text(context.taskId()).text(context.taskType()).text(context.locale());
                columns.text(request.alias()).text(context.priority().name().toLowerCase(Locale.ROOT));
                columns.text(RowJson.tags(context.tags())).text(request.bodyHash());
                columns.time(request.acceptedAt()).time(context.deadline());
                columns.text(MarkedBatch.id(context.batch()));
            }
            case InvalidRequest invalid -> {
                columns.text(invalid.correlationId()).text(null);
                columns.text(null).text(null).text(null);
                columns.text(null).text(null);
                columns.text("{}").text(invalid.contentHash());
                columns.time(invalid.acceptedAt()).time(null);
                columns.text(MarkedBatch.id(invalid.batch()));
            }
        }
    }

    private static void await(Columns columns, Notice notice) throws SQLException {
        columns.text(notice.key().tenant()).text(notice.key().request());
        columns.text(notice.message()).time(notice.until());
    }

    private static void end(Columns columns, InferenceResult result) throws SQLException {
        columns.text(result.key().tenant()).text(result.key().request());
        columns.text(
                switch (result.outcome()) {
                    case InferenceResult.Completed _ -> "completed";
                    case InferenceResult.Failed _ -> "failed";
                });
        columns.text(result.correlationId()).text(result.userId()).text(result.taskId());
        columns.text(result.alias()).text(RowJson.tags(result.tags()));
        columns.time(result.acceptedAt()).time(result.endedAt());
        switch (result.outcome()) {
            case InferenceResult.Completed completed -> completed(columns, completed);
            case InferenceResult.Failed failed -> failed(columns, failed.failure());
        }
        columns.text(RowJson.attempts(result.attempts()))
                .number(result.attempts().size());
    }

    /** As webhooks are told of it: in the same transaction, so that neither is there without the other. */
    private static EndOutbox.Ended told(InferenceResult result) {
        String named = result.tags().get(EndOutbox.TAG);
        EndEvent event = switch (result.outcome()) {
            case InferenceResult.Completed _ -> EndEvent.COMPLETED;
            case InferenceResult.Failed _ -> EndEvent.FAILED;
        };
        return new EndOutbox.Ended(
                result.key(),
                event,
                named == null ? null : Columns.storable(named),
                Columns.storable(result.endedAt()));
    }

    private static void completed(Columns columns, InferenceResult.Completed completed) throws SQLException {
        columns.text(completed.target().provider()).text(completed.target().endpoint());
        columns.text(completed.target().model()).text(completed.servedModel());
        columns.text(completed.response()).text(RowJson.usage(completed.usage()));
        switch (completed.cost()) {
            case Cost.Priced priced ->
                columns.number(priced.amount().amount())
                        .text(priced.amount().currency())
                        .text(null);
            case Cost.Unpriced unpriced -> columns.number(null).text(null).text(unpriced.reason());
        }
        columns.text(null).text(null).text(null).text(null);
    }

    private static void failed(Columns columns, Failure failure) throws SQLException {
        columns.text(null).text(null).text(null).text(null);
        columns.text(null).text(null);
        columns.number(null).text(null).text(null);
        columns.text(failure.code().wireName()).text(failure.message());
        columns.text(failure.seen()).text(failure.allowed());
    }

    private static void keep(Columns columns, PublishedCatalog catalog) throws SQLException {
        columns.number(catalog.revision().number()).text(catalog.yaml()).text(catalog.sha256());
        columns.time(catalog.publishedAt()).text(catalog.publishedBy());
    }

    private static void keep(Columns columns, IndexedFailure failure) throws SQLException {
        columns.text(failure.key().tenant()).text(failure.key().request());
        columns.text(failure.parent()).text(failure.userId());
        columns.time(failure.acceptedAt()).time(failure.endedAt());
        columns.text(failure.code().wireName()).text(failure.alias());
        columns.text(failure.provider()).text(failure.model()).text(RowJson.tags(failure.tags()));
        columns.flag(failure.whole()).number(failure.size().inputTokens());
        Long cap = failure.size().outputTokens();
        columns.number(cap == null ? null : BigDecimal.valueOf(cap))
                .number(failure.size().choices());
        columns.number(failure.place().partition()).number(failure.place().offset());
    }

    /** Sets one row's parameters. */
    private interface Row<T> {
        void set(Columns columns, T row) throws SQLException;
    }
}
