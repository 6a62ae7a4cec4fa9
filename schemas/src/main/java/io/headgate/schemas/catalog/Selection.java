package io.headgate.schemas.catalog;

import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.message.Priority;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a route chooses among its candidates, beyond its strategy.
 *
 * @param weights what {@link Route.Strategy#BALANCED} goes by
 * @param cases other strategies for some requests; the first that covers a request holds
 * @param regions whose endpoints may serve it; empty means all. An endpoint whose region is unknown is in none
 * @param quirks what only some of the models do well enough
 * @param stickyTag the tag whose value keeps requests together on one variant of {@link Route.Strategy#WEIGHTED}, or of
 *     the canary; null, and for requests without the tag, each goes by its id
 * @param canary a replacement that is tried; null when there is none
 */
public record Selection(
        Weights weights,
        List<Case> cases,
        Set<String> regions,
        List<Quirk> quirks,
        @Nullable String stickyTag,
        @Nullable Canary canary) {
    /** Nothing beyond the strategy. */
    public static final Selection PLAIN = new Selection(Weights.EVEN, List.of(), Set.of(), List.of(), null, null);

    /** A choice without a canary. */
    public Selection(
            Weights weights, List<Case> cases, Set<String> regions, List<Quirk> quirks, @Nullable String stickyTag) {
        this(weights, cases, regions, quirks, stickyTag, null);
    }

    public Selection {
        cases = List.copyOf(cases);
        regions = Set.copyOf(regions);
        quirks = List.copyOf(quirks);
    }

    /** How much each counts beside the others; 0 or more, and not all of them 0. */
    public record Weights(int cost, int latency, int errors) {
        public static final Weights EVEN = new Weights(1, 1, 1);

        public Weights {
            if (cost < 0 || latency < 0 || errors < 0 || cost + latency + errors == 0) {
                throw new IllegalArgumentException("weights: seen %d, %d, %d, allowed 0 or more, and one above 0"
                        .formatted(cost, latency, errors));
            }
        }
    }

    /**
     * A strategy for some requests. A condition that is empty holds for all.
     *
     * @param taskTypes one of which the request names
     * @param locales one of which the request's is, or begins with: {@code de} covers {@code de-CH}
     * @param priorities one of which the request has
     * @param weights in place of the route's own
     * @param prefer models that go first in the route's order, in this order
     */
    public record Case(
            Set<String> taskTypes,
            Set<String> locales,
            Set<Priority> priorities,
            Route.Strategy strategy,
            Weights weights,
            List<ModelName> prefer) {
        public Case {
            taskTypes = Set.copyOf(taskTypes);
            locales = Set.copyOf(locales);
            priorities = Set.copyOf(priorities);
            prefer = List.copyOf(prefer);
        }
    }

    /**
     * What only some of a route's models may be asked for.
     *
     * @param when capabilities; the rule holds for requests that need all of them
     * @param only the models that may then serve
     */
    public record Quirk(Set<Capability> when, Set<ModelName> only) {
        public Quirk {
            when = Set.copyOf(when);
            only = Set.copyOf(only);
        }
    }
}
