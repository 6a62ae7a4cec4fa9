package io.headgate.router.route;

import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.Route.Strategy;
import io.headgate.schemas.catalog.Selection.Weights;
import java.util.List;

/**
 * How requests of one kind go along a route.
 *
 * @param candidates in the route's order, or in that of the case that covers such requests
 */
record Plan(Route route, Strategy strategy, Weights weights, List<Candidate> candidates) {
    Plan {
        candidates = List.copyOf(candidates);
    }
}
