package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.message.PublishedCatalog;
import org.apache.avro.Schema;

/** Catalogues as they are published. */
public final class PublishedCatalogs implements Mapping<PublishedCatalog, io.headgate.schemas.avro.PublishedCatalog> {
    @Override
    public Schema schema() {
        return io.headgate.schemas.avro.PublishedCatalog.getClassSchema();
    }

    @Override
    public io.headgate.schemas.avro.PublishedCatalog toAvro(PublishedCatalog catalog) {
        return new io.headgate.schemas.avro.PublishedCatalog(
                catalog.revision().number(),
                catalog.yaml(),
                catalog.sha256(),
                catalog.publishedAt(),
                catalog.publishedBy());
    }

    @Override
    public PublishedCatalog toDomain(io.headgate.schemas.avro.PublishedCatalog catalog) {
        return new PublishedCatalog(
                new CatalogRevision(catalog.getRevision()),
                catalog.getYaml(),
                catalog.getSha256(),
                catalog.getPublishedAt(),
                catalog.getPublishedBy());
    }
}
