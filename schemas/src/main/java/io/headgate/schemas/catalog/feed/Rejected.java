package io.headgate.schemas.catalog.feed;

import io.headgate.schemas.catalog.shape.Problem;
import io.headgate.schemas.id.CatalogRevision;
import java.util.List;

/** What came on the {@code catalog} topic after the catalogue in force, and could not take its place. */
public sealed interface Rejected {
    /** The record's place on the topic. */
    long offset();

    /** The record cannot be decoded. */
    record Unreadable(long offset, String reason) implements Rejected {}

    /** The record's text is no valid catalogue for this process: often it is for a newer release. */
    record Invalid(long offset, CatalogRevision revision, List<Problem> problems) implements Rejected {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
