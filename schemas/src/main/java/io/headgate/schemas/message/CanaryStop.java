package io.headgate.schemas.message;

import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CatalogRevision;
import java.time.Instant;

/**
 * A replacement broke its rule, and is tried no more on its route: as long as the catalogue has the same lines of it.
 *
 * @param canary its lines as they were, with the rule that was broken
 * @param words what it did, for people
 * @param revision of the catalogue by which it was judged: an older one has no say on whether its lines have changed
 */
public record CanaryStop(Alias alias, Canary canary, String words, CatalogRevision revision, Instant at) {
    public CanaryStop {
        if (canary.stop() == null) {
            throw new IllegalArgumentException("canary of alias %s: seen a stop without a rule".formatted(alias));
        }
    }
}
