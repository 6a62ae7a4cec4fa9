package io.headgate.schemas.message;

import io.headgate.schemas.id.CatalogRevision;
import java.time.Instant;

/**
 * A catalogue as it is published: the text that people wrote, validated, under a revision.
 *
 * @param yaml the text of {@code catalog.yml}; holds references to keys, never keys
 * @param sha256 of {@code yaml}, lower-case hex
 * @param publishedBy a person or a machine, for the history
 */
public record PublishedCatalog(
        CatalogRevision revision, String yaml, String sha256, Instant publishedAt, String publishedBy) {}
