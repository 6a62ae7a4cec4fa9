package io.headgate.api.lookup;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;

/** Reads the index. Every question names the tenant. Blocks. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface RequestRepository extends GenericRepository<RequestRow, String> {
    @Query("""
            SELECT tenant, request_id, status, correlation_id, user_id, task_id, task_type, locale, alias, priority,
                   tags::text AS tags, accepted_at, deadline, waiting_for, waiting_until, ended_at, provider, endpoint,
                   model, served_model, response, usage::text AS usage, cost, currency, unpriced_reason, failure_code,
                   failure_message, failure_seen, failure_allowed, attempts::text AS attempts, attempt_count
            FROM requests WHERE tenant = :tenant AND request_id = :requestId""")
    Optional<RequestRow> find(String tenant, String requestId);
}
