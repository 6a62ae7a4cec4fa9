package io.headgate.api.wiring;

import io.headgate.api.batches.input.BatchInput;
import io.headgate.api.batches.input.LineReader;
import io.headgate.api.files.FileStore;
import io.headgate.api.files.UploadLimits;
import io.headgate.api.files.store.PostgresFileStore;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.intake.IntakeReader;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Files, and what reads them. */
@Factory
final class FileParts {
    /** The data source itself: no transaction is open around it. */
    @Singleton
    FileStore fileStore(DataSource dataSource) {
        return new PostgresFileStore(DelegatingDataSource.unwrapDataSource(dataSource), Clock.systemUTC());
    }

    @Singleton
    UploadLimits uploadLimits(
            @Nullable @Property(name = "headgate.files.max-bytes") Long maxFileBytes,
            @Nullable @Property(name = "headgate.files.max-tenant-bytes") Long maxTenantBytes) {
        return new UploadLimits(
                maxFileBytes == null ? UploadLimits.FILE_BYTES : maxFileBytes,
                maxTenantBytes == null ? UploadLimits.TENANT_BYTES : maxTenantBytes);
    }

    @Singleton
    LineReader lineReader(CatalogSource catalogue, @Nullable TenantCatalogs tenants, IntakeReader intake) {
        TenantCatalogs inForce = tenants == null ? TenantCatalogs.without(catalogue) : tenants;
        return new LineReader(intake, new StrictJson(), inForce, Clock.systemUTC());
    }

    @Singleton
    BatchInput batchInput(LineReader reader) {
        return new BatchInput(reader);
    }
}
