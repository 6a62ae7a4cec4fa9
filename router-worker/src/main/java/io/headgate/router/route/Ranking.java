package io.headgate.router.route;

import io.headgate.schemas.catalog.Route.Strategy;
import io.headgate.schemas.money.Money;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders candidates by a route's strategy. Stable: ties stay in the route's order. */
final class Ranking {
    private Ranking() {}

    static List<Candidate> by(Strategy strategy, List<Candidate> candidates) {
        return switch (strategy) {
            case ORDERED -> candidates;
            case CHEAPEST ->
                candidates.stream()
                        .sorted(Comparator.comparing(Ranking::expectedCost, Ranking::cheaperFirst))
                        .toList();
        };
    }

    /** Until output is learned per alias, the expectation is the worst case. */
    static @Nullable Money expectedCost(Candidate candidate) {
        return candidate.reservation().amount();
    }

    /** Amounts of two currencies cannot be compared: they go by currency code, so that the order is one and the same. */
    private static int cheaperFirst(@Nullable Money one, @Nullable Money other) {
        if (one == null || other == null) {
            return Boolean.compare(one == null, other == null);
        }
        int byCurrency =
                one.currency().getCurrencyCode().compareTo(other.currency().getCurrencyCode());
        return byCurrency != 0 ? byCurrency : one.amount().compareTo(other.amount());
    }
}
