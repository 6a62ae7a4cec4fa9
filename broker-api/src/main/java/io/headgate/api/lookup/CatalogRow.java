package io.headgate.api.lookup;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/** A row of the table {@code catalog_revision}. */
@MappedEntity("catalog_revision")
public record CatalogRow(@Id long revision, String sha256, Instant publishedAt, String publishedBy) {}
