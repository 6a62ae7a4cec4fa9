package io.headgate.schemas.catalog.publish;

import io.headgate.schemas.catalog.shape.Problem;
import io.headgate.schemas.catalog.shape.Warning;
import io.headgate.schemas.id.CatalogRevision;
import java.util.List;

/** What became of an attempt to publish a catalogue. */
public sealed interface Publication {
    /** It is on the topic, under this revision. */
    record Published(CatalogRevision revision, List<Warning> warnings) implements Publication {
        public Published {
            warnings = List.copyOf(warnings);
        }
    }

    /** Nothing was published: the newest revision has the same text. */
    record Unchanged(CatalogRevision revision) implements Publication {}

    /** Nothing was published: somebody else has published, or is publishing. */
    record Conflict(CatalogRevision seen) implements Publication {}

    /** Nothing was published: the text is not a valid catalogue. */
    record Refused(List<Problem> problems) implements Publication {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
