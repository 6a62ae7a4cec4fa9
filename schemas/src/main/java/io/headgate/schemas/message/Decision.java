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
 * @param variant which variant of a weighted route was chosen; null where there are none
 */
public record Decision(
        String strategy,
        CatalogRevision revision,
        List<Considered> considered,
        @Nullable String variant) {
    /** A decision among candidates that are no variants. */
    public Decision(String strategy, CatalogRevision revision, List<Considered> considered) {
        this(strategy, revision, considered, null);
    }

    public Decision {
        considered = List.copyOf(considered);
    }

    /** Whether another candidate could serve the request as well, and was only ranked behind the chosen one or busy. */
    public boolean hasAlternative() {
        return considered.stream()
                .map(Considered::passedOver)
                .anyMatch(why ->
                        why != null && (why.equals(Considered.RANKED_BEHIND) || why.startsWith(Considered.BUSY)));
    }

    /**
     * One candidate.
     *
     * @param expectedCost null when unpriced
     * @param passedOver why it was not chosen; null for the chosen one
     * @param score what its strategy ranked it by, the least first: see {@code Strategy}; null where only the order counts
     */
    public record Considered(
            Target target,
            @Nullable Money expectedCost,
            @Nullable String passedOver,
            @Nullable Double score) {
        /** Why a candidate that could serve was not chosen. */
        public static final String RANKED_BEHIND = "ranked behind";

        /** How the reason begins why one that was ranked before the chosen one was not waited for. */
        public static final String BUSY = "its queue takes ";

        public Considered {
            if (score != null && !Double.isFinite(score)) {
                throw new IllegalArgumentException(
                        "score of %s: seen %s, allowed a finite number".formatted(target.model(), score));
            }
        }

        /** A candidate without a score. */
        public Considered(Target target, @Nullable Money expectedCost, @Nullable String passedOver) {
            this(target, expectedCost, passedOver, null);
        }
    }
}
