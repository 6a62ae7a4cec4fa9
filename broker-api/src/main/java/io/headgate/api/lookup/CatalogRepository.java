package io.headgate.api.lookup;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;

/** Reads the history of the catalogue. Blocks. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface CatalogRepository extends GenericRepository<CatalogRow, Long> {
    Optional<CatalogRow> findByRevision(long revision);
}
