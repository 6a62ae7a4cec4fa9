package io.headgate.router.route;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Decision.Considered;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses who answers a request: a pure function of the request, the catalogue, health and time. */
public final class Router {
    private Router() {}

    /** The decision where nothing is limited. */
    public static RouteDecision route(RouteQuery query, Catalogue catalogue, Health health, Instant now) {
        return route(query, catalogue, health, Headroom.BOUNDLESS, now);
    }

    /**
     * Passes over the candidates of the request's route that cannot serve it, ranks the others by its strategy, and takes
     * the first that there is headroom for.
     *
     * @return {@link RouteDecision.NoCandidate} also when the alias leads nowhere or the tenant may not use it
     */
    public static RouteDecision route(
            RouteQuery query, Catalogue catalogue, Health health, Headroom headroom, Instant now) {
        Slate slate = slate(query, catalogue, health, now);
        if (slate == null) {
            return nowhere(query, catalogue);
        }
        Shortlist shortlist = new Shortlist(slate, headroom, Doors.OPEN);
        int first = shortlist.first();
        return first < 0 ? noneLeft(shortlist) : shortlist.choose(first);
    }

    /** The candidates, ranked; null when the alias leads nowhere or the tenant may not use it. */
    static @Nullable Slate slate(RouteQuery query, Catalogue catalogue, Health health, Instant now) {
        Alias alias = query.request().alias();
        Route route = catalogue.routes().get(alias);
        if (route == null || !catalogue.mayUse(query.request().key().tenant(), alias)) {
            return null;
        }
        Plan plan = Plans.of(catalogue).planFor(route, query.request().context());
        return Slate.of(query, plan, catalogue, health, now);
    }

    static RouteDecision.NoCandidate noneLeft(Shortlist shortlist) {
        Decision decision = Explanation.of(shortlist, -1);
        List<String> reasons = decision.considered().stream().map(Router::told).toList();
        Failure failure = new Failure(
                FailureCode.NO_CANDIDATE,
                "no candidate of alias '%s' can serve the request"
                        .formatted(shortlist.slate().query().request().alias()),
                reasons.isEmpty() ? "no candidates" : String.join("; ", reasons),
                null);
        return new RouteDecision.NoCandidate(failure, decision);
    }

    private static String told(Considered passed) {
        return "%s at %s/%s: %s"
                .formatted(
                        passed.target().model(),
                        passed.target().provider(),
                        passed.target().endpoint(),
                        passed.passedOver());
    }

    static RouteDecision.NoCandidate nowhere(RouteQuery query, Catalogue catalogue) {
        Alias alias = query.request().alias();
        Failure failure = new Failure(
                FailureCode.UNKNOWN_ALIAS,
                "tenant %s cannot use alias '%s' under catalogue revision %s"
                        .formatted(query.request().key().tenant(), alias, catalogue.revision()),
                alias.value(),
                null);
        return new RouteDecision.NoCandidate(failure, new Decision("none", catalogue.revision(), List.of()));
    }
}
