package io.headgate.schemas.message;

import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a route was chosen, so that it can be explained afterwards.
 *
 * @param strategy its name in the catalogue
 * @param considered every candidate in rank order, then those passed over
 */
public record Decision(String strategy, CatalogRevision revision, List<Considered> considered) {
    public Decision {
        considered = List.copyOf(considered);
    }

    /** Whether another candidate could serve the request as well, and was only ranked behind the chosen one. */
    public boolean hasAlternative() {
        return considered.stream().anyMatch(candidate -> Considered.RANKED_BEHIND.equals(candidate.passedOver()));
    }

    /**
     * One candidate.
     *
     * @param expectedCost null when unpriced
     * @param passedOver why it was not chosen; null for the chosen one
     */
    public record Considered(
            Target target,
            @Nullable Money expectedCost,
            @Nullable String passedOver) {
        /** Why a candidate that could serve was not chosen. */
        public static final String RANKED_BEHIND = "ranked behind";
    }
}
