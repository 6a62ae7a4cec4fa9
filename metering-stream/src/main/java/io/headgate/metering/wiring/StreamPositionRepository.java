package io.headgate.metering.wiring;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/** Reads positions for whoever looks; sinks move them with hand-written SQL, in the transaction that books. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface StreamPositionRepository extends GenericRepository<StreamPosition, StreamPosition.Key> {
    List<StreamPosition> findAll();
}
