package io.headgate.router.route;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Decision.Considered;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Chooses who answers a request: a pure function of the request, the catalogue, health and time. */
public final class Router {
    private Router() {}

    /** The decision where nothing is limited. */
    public static RouteDecision route(RouteQuery query, Catalogue catalogue, Health health, Instant now) {
        return route(query, catalogue, health, Headroom.BOUNDLESS, now);
    }

    /**
     * Filters the candidates of the request's route, ranks them by its strategy, and takes the first that there is
     * headroom for.
     *
     * @return {@link RouteDecision.NoCandidate} also when the alias leads nowhere or the tenant may not use it
     */
    public static RouteDecision route(
            RouteQuery query, Catalogue catalogue, Health health, Headroom headroom, Instant now) {
        Alias alias = query.request().alias();
        Route route = catalogue.routes().get(alias);
        if (route == null || !catalogue.mayUse(query.request().key().tenant(), alias)) {
            return nowhere(query, alias, catalogue);
        }
        List<Candidate> ranked = Ranking.by(route.strategy(), new Candidates(catalogue, now).of(route, query.needs()));
        return choose(query, ranked, route, catalogue, new Filter(query, catalogue, health, now), headroom);
    }

    private static RouteDecision choose(
            RouteQuery query,
            List<Candidate> ranked,
            Route route,
            Catalogue catalogue,
            Filter filter,
            Headroom headroom) {
        Candidate chosen = null;
        List<Considered> inOrder = new ArrayList<>();
        List<Considered> passedOver = new ArrayList<>();
        for (Candidate candidate : ranked) {
            String reason = filter.against(candidate);
            if (reason == null && chosen == null) {
                reason = headroom.against(candidate.target(), candidate.reservation());
            }
            if (reason != null) {
                passedOver.add(considered(candidate, reason));
            } else if (chosen == null) {
                chosen = candidate;
                inOrder.add(considered(candidate, null));
            } else {
                inOrder.add(considered(candidate, Considered.RANKED_BEHIND));
            }
        }
        inOrder.addAll(passedOver);
        Decision decision =
                new Decision(route.strategy().name().toLowerCase(Locale.ROOT), catalogue.revision(), inOrder);
        return chosen == null
                ? new RouteDecision.NoCandidate(noneLeft(query, passedOver), decision)
                : new RouteDecision.Chosen(chosen.target(), chosen.price(), chosen.reservation(), decision);
    }

    private static Considered considered(Candidate candidate, @Nullable String passedOver) {
        return new Considered(candidate.target(), Ranking.expectedCost(candidate), passedOver);
    }

    private static Failure noneLeft(RouteQuery query, List<Considered> passedOver) {
        List<String> reasons = passedOver.stream()
                .map(c -> "%s at %s/%s: %s"
                        .formatted(
                                c.target().model(),
                                c.target().provider(),
                                c.target().endpoint(),
                                c.passedOver()))
                .toList();
        return new Failure(
                FailureCode.NO_CANDIDATE,
                "no candidate of alias '%s' can serve the request"
                        .formatted(query.request().alias()),
                reasons.isEmpty() ? "no candidates" : String.join("; ", reasons),
                null);
    }

    private static RouteDecision nowhere(RouteQuery query, Alias alias, Catalogue catalogue) {
        Failure failure = new Failure(
                FailureCode.UNKNOWN_ALIAS,
                "tenant %s cannot use alias '%s' under catalogue revision %s"
                        .formatted(query.request().key().tenant(), alias, catalogue.revision()),
                alias.value(),
                null);
        return new RouteDecision.NoCandidate(failure, new Decision("none", catalogue.revision(), List.of()));
    }
}
