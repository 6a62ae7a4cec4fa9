package io.headgate.api.batches.store;

/**
 * What {@link PostgresLines} asks and writes. Each begins with tenant and batch, unless it says otherwise.
 *
 * <p>How many lines are in which state changes faster than statistics do, and the planner has been seen to go through all lines in flight
 * for each request. {@code LATERAL … OFFSET 0} leaves it no choice: each line looks its own request up. Of the lines
 * that were not sent it begins at the first.
 */
final class LineStatements {
    private static final String OF = " WHERE tenant = ? AND batch_id = ?";

    static final String CLEAR = "DELETE FROM batch_lines" + OF;
    /** tenant, batch, numbers, custom ids, begins. */
    static final String ADD = """
            INSERT INTO batch_lines (tenant, batch_id, line, custom_id, begins)
            SELECT ?, ?, * FROM unnest(?::integer[], ?::text[], ?::bigint[])""";
    /**
     * Statistics are made anew about once a minute by themselves. Until then the planner thinks of a table that has just got fifty
     * thousand lines as nearly empty, and what follows goes through all of them for each that has ended: minutes.
     */
    static final String COUNT_ANEW = "ANALYZE batch_lines";

    /** total, now. Who has asked to end it meanwhile is heeded. */
    static final String BEGIN = """
            UPDATE batches SET total = ?, in_progress_at = ?,
                status = CASE status WHEN 'validating' THEN 'in_progress' ELSE status END""" + OF;
    /** errors, now. */
    static final String REFUSE = """
            UPDATE batches SET errors = ?::jsonb, failed_at = ?, status = 'failed'""" + OF + " AND status = 'validating'";

    /** limit, tenant, batch. */
    static final String UNSENT = """
            SELECT l.line, l.custom_id, l.begins FROM batches AS b CROSS JOIN LATERAL (
                SELECT line, custom_id, begins FROM batch_lines
                WHERE tenant = b.tenant AND batch_id = b.batch_id AND line > b.fed_to AND state = 'waiting'
                ORDER BY line LIMIT ?) AS l
            WHERE b.tenant = ? AND b.batch_id = ?
            ORDER BY l.line""";
    /** tenant, batch, up to. */
    static final String SENT = """
            UPDATE batch_lines AS l SET state = 'sent' FROM batches AS b
            WHERE l.tenant = ? AND l.batch_id = ? AND b.tenant = l.tenant AND b.batch_id = l.batch_id
              AND l.line > b.fed_to AND l.line <= ? AND l.state = 'waiting'""";
    /** code, message, tenant, batch, line. */
    static final String REFUSED =
            "UPDATE batch_lines SET state = 'failed', failure_code = ?, failure_message = ?" + OF + " AND line = ?";
    /** in flight, failed, up to, limit. */
    static final String FED = """
            UPDATE batches SET in_flight = in_flight + ?, failed = failed + ?, fed_to = greatest(fed_to, ?),
                               flight_limit = ?""" + OF;

    /** tenant, batch, limit, tenant, batch, tenant, batch. */
    static final String COLLECT = """
            WITH ended AS (
                SELECT l.line, r.status, r.failure_code, r.deadline, r.usage
                FROM batch_lines AS l CROSS JOIN LATERAL (
                    SELECT r.status, r.failure_code, r.deadline, r.usage, r.ended_at FROM requests AS r
                    WHERE r.tenant = l.tenant AND r.request_id = l.request_id OFFSET 0) AS r
                WHERE l.tenant = ? AND l.batch_id = ? AND l.state = 'sent' AND r.ended_at IS NOT NULL
                ORDER BY l.line LIMIT ?
            ), moved AS (
                UPDATE batch_lines AS l
                SET state = CASE
                    WHEN e.status = 'completed' THEN 'completed'
                    WHEN e.failure_code = 'cancelled' AND b.stop_cause IS NOT NULL THEN b.stop_cause
                    -- A line may have a deadline of its own, before the batch's.
                    WHEN e.failure_code = 'deadline_exceeded'
                         AND (e.deadline IS NULL OR e.deadline >= b.expires_at) THEN 'expired'
                    ELSE 'failed' END
                FROM ended AS e, batches AS b
                WHERE b.tenant = ? AND b.batch_id = ? AND l.tenant = b.tenant AND l.batch_id = b.batch_id
                  AND l.line = e.line
                RETURNING l.state, e.usage
            ), sums AS (
                SELECT count(*) AS ended,
                       count(*) FILTER (WHERE state = 'completed') AS completed,
                       count(*) FILTER (WHERE state = 'failed') AS failed,
                       count(*) FILTER (WHERE state = 'expired') AS expired,
                       count(*) FILTER (WHERE state = 'cancelled') AS cancelled,
                       coalesce(sum(coalesce((usage->>'input')::bigint, 0) + coalesce((usage->>'cache_read')::bigint, 0)
                           + coalesce((usage->>'cache_write_5m')::bigint, 0)
                           + coalesce((usage->>'cache_write_1h')::bigint, 0)), 0) AS input,
                       coalesce(sum((usage->>'cache_read')::bigint), 0) AS cached,
                       coalesce(sum(coalesce((usage->>'output')::bigint, 0)
                           + coalesce((usage->>'reasoning')::bigint, 0)), 0) AS output,
                       coalesce(sum((usage->>'reasoning')::bigint), 0) AS reasoning
                FROM moved
            )
            UPDATE batches AS b
            SET in_flight = b.in_flight - sums.ended, completed = b.completed + sums.completed,
                failed = b.failed + sums.failed, expired = b.expired + sums.expired,
                cancelled = b.cancelled + sums.cancelled, input_tokens = b.input_tokens + sums.input,
                cached_tokens = b.cached_tokens + sums.cached, output_tokens = b.output_tokens + sums.output,
                reasoning_tokens = b.reasoning_tokens + sums.reasoning
            FROM sums WHERE b.tenant = ? AND b.batch_id = ? AND sums.ended > 0
            RETURNING sums.ended""";

    static final String WAITING_AT_ROUTER = """
            SELECT count(*) FROM batch_lines AS l CROSS JOIN LATERAL (
                SELECT r.status FROM requests AS r
                WHERE r.tenant = l.tenant AND r.request_id = l.request_id OFFSET 0) AS r
            WHERE l.tenant = ? AND l.batch_id = ? AND l.state = 'sent' AND r.status = 'waiting'""";
    /** tenant alone. */
    static final String PEERS =
            "SELECT count(*) FROM batches WHERE tenant = ? AND kind = 'uploaded' AND status = 'in_progress'";

    static final String IN_FLIGHT = "SELECT line FROM batch_lines" + OF + " AND state = 'sent' ORDER BY line";

    /** state, tenant, batch, tenant, batch, limit. */
    static final String STOP = """
            UPDATE batch_lines SET state = ? WHERE tenant = ? AND batch_id = ? AND state = 'waiting' AND line IN (
                SELECT l.line FROM batch_lines AS l JOIN batches AS b USING (tenant, batch_id)
                WHERE l.tenant = ? AND l.batch_id = ? AND l.line > b.fed_to AND l.state = 'waiting'
                ORDER BY l.line LIMIT ?)
            RETURNING line""";
    /** expired, cancelled, up to, cause. */
    static final String STOPPED = """
            UPDATE batches SET expired = expired + ?, cancelled = cancelled + ?, fed_to = greatest(fed_to, ?),
                               stop_cause = coalesce(stop_cause, ?)""" + OF;
    /** cause. */
    static final String CANCELS_ASKED =
            "UPDATE batches SET cancels_asked = true, stop_cause = coalesce(stop_cause, ?)" + OF;
    /** state. */
    static final String ABANDON = "UPDATE batch_lines SET state = ?" + OF + " AND state = 'sent'";
    /** expired, cancelled. */
    static final String ABANDONED =
            "UPDATE batches SET in_flight = 0, expired = expired + ?, cancelled = cancelled + ?" + OF;

    /** now. What is cancelled or has expired goes from there to its end. */
    static final String FINALIZING = """
            UPDATE batches SET finalizing_at = coalesce(finalizing_at, ?),
                status = CASE WHEN status = 'in_progress' AND expired = 0 THEN 'finalizing' ELSE status END""" + OF;
    /** tenant, batch, after, limit. All have ended by then: a page is found by its place alone, whatever statistics say of states. */
    static final String ENDED = """
            SELECT l.line, l.custom_id, l.state, CASE l.state WHEN 'completed' THEN r.response END AS response,
                   coalesce(l.failure_code, r.failure_code) AS failure_code,
                   coalesce(l.failure_message, r.failure_message) AS failure_message
            FROM (SELECT tenant, line, custom_id, request_id, state, failure_code, failure_message FROM batch_lines
                  WHERE tenant = ? AND batch_id = ? AND line > ? ORDER BY line LIMIT ?) AS l
                 LEFT JOIN LATERAL (
                     SELECT r.response, r.failure_code, r.failure_message FROM requests AS r
                     WHERE l.state IN ('completed', 'failed') AND l.failure_code IS NULL
                           AND r.tenant = l.tenant AND r.request_id = l.request_id OFFSET 0) AS r ON true
            WHERE l.state NOT IN ('waiting', 'sent')
            ORDER BY l.line""";
    /** status, output, error, and the four ends in this order: completed, failed, expired, cancelled. */
    static final String FINISH = """
            UPDATE batches SET status = ?, output_file = ?, error_file = ?, completed_at = ?, failed_at = ?, expired_at = ?,
                               cancelled_at = ?""" + OF;

    static final String COUNT = """
            SELECT count(*) FILTER (WHERE ended_at IS NULL) AS in_flight,
                   count(*) FILTER (WHERE ended_at IS NOT NULL AND status = 'completed') AS completed,
                   count(*) FILTER (WHERE ended_at IS NOT NULL AND status <> 'completed') AS failed
            FROM requests""" + OF;
    /** in flight, completed, failed. */
    static final String COUNTED = "UPDATE batches SET in_flight = ?, completed = ?, failed = ?" + OF;
    /** now. */
    static final String OVER = """
            UPDATE batches SET status = 'completed', completed_at = ?""" + OF + " AND completed + failed >= total";
    /** now. */
    static final String ANNOUNCED = "UPDATE batches SET announced_at = ?" + OF;

    private LineStatements() {}
}
