package io.headgate.api.lookup;

import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.RequestKey;
import io.micronaut.data.connection.exceptions.ConnectionException;
import io.micronaut.data.connection.jdbc.exceptions.CannotGetJdbcConnectionException;
import io.micronaut.data.exceptions.DataAccessException;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The index's tables; every method blocks, and throws {@link IndexUnavailableException} when Postgres does not answer. */
@Singleton
public final class IndexReads {
    private static final Logger log = LoggerFactory.getLogger(IndexReads.class);

    private final RequestRepository requests;
    private final CatalogRepository catalogs;

    public IndexReads(RequestRepository requests, CatalogRepository catalogs) {
        this.requests = requests;
        this.catalogs = catalogs;
    }

    public Optional<RequestRow> request(RequestKey key) {
        return read(() -> requests.find(key.tenant().value(), key.request().value()));
    }

    public Optional<CatalogRow> catalog(CatalogRevision revision) {
        return read(() -> catalogs.findByRevision(revision.number()));
    }

    private static <T> Optional<T> read(Supplier<Optional<T>> query) {
        try {
            return query.get();
        } catch (DataAccessException | ConnectionException | CannotGetJdbcConnectionException e) {
            log.atWarn().addKeyValue("cause", e.toString()).log("the index cannot be read");
            throw new IndexUnavailableException(e);
        }
    }
}
