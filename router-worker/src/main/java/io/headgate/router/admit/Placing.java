package io.headgate.router.admit;

import io.headgate.router.body.RequestBody;
import io.headgate.router.budget.Books;
import io.headgate.router.budget.BudgetVerdict;
import io.headgate.router.budget.Place;
import io.headgate.router.budget.TenantLimits;
import io.headgate.router.route.Binder;
import io.headgate.router.route.Binding;
import io.headgate.router.route.BodyNeeds;
import io.headgate.router.route.Health;
import io.headgate.router.route.RouteDecision;
import io.headgate.router.route.RouteQuery;
import io.headgate.router.route.Router;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.token.TokenEstimator;
import java.time.Instant;
import java.util.Optional;

/** Finds a place for a request: a candidate that can serve it, and that its tenant's limits have room for. */
final class Placing {
    private final JsonReader json;
    private final TokenEstimator estimator;
    private final Health health;
    private final Health allIsWell;

    Placing(JsonReader json, TokenEstimator estimator, Health health) {
        this.json = json;
        this.estimator = estimator;
        this.health = health;
        this.allIsWell = new AllIsWell(health);
    }

    /** Dispatched, and then the books hold what the attempt reserves; or ended or held, and then they are as they were. */
    Fact place(Journey journey, Books books, Entrance entrance, Catalogue catalogue, Instant now) {
        InferenceRequest request = journey.request();
        if (entrance.cancels().mean(request)) {
            return Endings.cancelled(request, journey.history(), now);
        }
        if (!now.isBefore(request.context().deadline())) {
            return ended(journey, Endings.deadline(request, journey.history(), now), now);
        }
        if (!catalogue.isEnabled(request.key().tenant())) {
            return ended(journey, disabledTenant(request), now);
        }
        Optional<TenantLimits> limits = TenantLimits.of(request.key().tenant(), catalogue);
        if (limits.isEmpty()) {
            return ended(journey, unknownTenant(request, catalogue), now);
        }
        return switch (json.read(request.body())) {
            case JsonDocument.Refused refused -> ended(journey, refused.failure(), now);
            case JsonDocument.Parsed parsed
            when parsed.root() instanceof JsonValue.Obj body -> {
                BodyNeeds needs = RequestBody.needsOf(body, estimator);
                TenantHeadroom headroom = new TenantHeadroom(journey, limits.get(), books, now);
                yield dispatch(journey, needs, headroom, books, entrance, catalogue, now);
            }
            case JsonDocument.Parsed parsed -> ended(journey, notAnObject(request, parsed.root()), now);
        };
    }

    private Fact dispatch(
            Journey journey,
            BodyNeeds needs,
            TenantHeadroom headroom,
            Books books,
            Entrance entrance,
            Catalogue catalogue,
            Instant now) {
        Route route = catalogue.routes().get(journey.request().alias());
        RouteQuery query = RouteQuery.again(journey.request(), needs, journey.history(), route);
        boolean late = !entrance.gate().isOpen();
        GateDoors doors = new GateDoors(entrance.gate(), journey.request(), now);
        Binding binding = binding(query, late, headroom, doors, catalogue, now);
        if (binding instanceof Binding.Nowhere) {
            binding = binding(query.lastResort(), late, headroom, doors, catalogue, now);
        }
        return switch (binding) {
            case Binding.Now(RouteDecision.Chosen chosen) -> bind(journey, chosen, headroom, books, catalogue, now);
            case Binding.Wait wait ->
                Delays.forTheBetter(journey, wait, doors.reason(wait.target().provider()), now);
            case Binding.Nowhere(RouteDecision.NoCandidate none) ->
                nowhere(journey, none, query, headroom, catalogue, now);
        };
    }

    /** @param late whether it may wait for a better candidate than those whose queues are short */
    private Binding binding(
            RouteQuery query,
            boolean late,
            TenantHeadroom headroom,
            GateDoors doors,
            Catalogue catalogue,
            Instant now) {
        if (late) {
            return Binder.judge(query, catalogue, health, headroom, doors, now);
        }
        return switch (Router.route(query, catalogue, health, headroom, now)) {
            case RouteDecision.Chosen chosen -> new Binding.Now(chosen);
            case RouteDecision.NoCandidate none -> new Binding.Nowhere(none);
        };
    }

    /** Nobody can serve it: it waits if the limits say so or if that may change, and ends otherwise. */
    private Fact nowhere(
            Journey journey,
            RouteDecision.NoCandidate none,
            RouteQuery query,
            TenantHeadroom headroom,
            Catalogue catalogue,
            Instant now) {
        BudgetVerdict obstacle = headroom.obstacle().orElse(null);
        if (obstacle instanceof BudgetVerdict.MustWait) {
            return obstructed(journey, obstacle, none.decision(), now);
        }
        if (isServableLater(query, headroom, catalogue, now)) {
            return Delays.unservable(journey, none, now);
        }
        return obstacle == null
                ? Endings.failed(
                        journey.request(),
                        Endings.exhausted(journey.request(), journey.history(), none.failure()),
                        journey.history(),
                        none.decision(),
                        now)
                : obstructed(journey, obstacle, none.decision(), now);
    }

    /** Whether it is only for the state of providers that nobody can serve the request. */
    private boolean isServableLater(RouteQuery query, TenantHeadroom headroom, Catalogue catalogue, Instant now) {
        return Router.route(query, catalogue, allIsWell, headroom, now) instanceof RouteDecision.Chosen
                || Router.route(query.lastResort(), catalogue, allIsWell, headroom, now) instanceof RouteDecision.Chosen
                || headroom.obstacle().orElse(null) instanceof BudgetVerdict.MustWait;
    }

    private static Fact bind(
            Journey journey,
            RouteDecision.Chosen chosen,
            TenantHeadroom headroom,
            Books books,
            Catalogue catalogue,
            Instant now) {
        BudgetVerdict verdict = headroom.verdict(chosen.target(), chosen.reservation());
        if (!(verdict instanceof BudgetVerdict.Reserved reserved)) {
            return obstructed(journey, verdict, chosen.decision(), now);
        }
        Dispatch dispatch = new Dispatch(
                journey.request(),
                journey.attempt(),
                journey.number(),
                chosen.target(),
                chosen.price(),
                chosen.reservation(),
                chosen.decision(),
                journey.history(),
                now,
                chosen.dearest(),
                RedactionRule.of(journey.request(), chosen.target().provider(), catalogue));
        books.take(reserved, Place.of(dispatch));
        return new Fact.Dispatched(dispatch);
    }

    /** The limits have no room. */
    private static Fact obstructed(Journey journey, BudgetVerdict obstacle, Decision decision, Instant now) {
        return switch (obstacle) {
            case BudgetVerdict.Refused refused -> Endings.overBudget(journey, refused.failure(), decision, now);
            case BudgetVerdict.MustWait waits -> Delays.underLimit(journey, waits, decision, now);
            case BudgetVerdict.Reserved reserved ->
                throw new IllegalStateException("attempt %s: seen room for it, and it was not taken"
                        .formatted(reserved.holding().attempt()));
        };
    }

    private static Fact ended(Journey journey, Failure failure, Instant now) {
        return Endings.failed(journey.request(), failure, journey.history(), null, now);
    }

    private static Failure disabledTenant(InferenceRequest request) {
        TenantId tenant = request.key().tenant();
        return new Failure(
                FailureCode.TENANT_DISABLED,
                "tenant '%s' is disabled: none of its requests is served".formatted(tenant),
                tenant.value(),
                "a tenant that is enabled");
    }

    private static Failure unknownTenant(InferenceRequest request, Catalogue catalogue) {
        Tenant named = catalogue.tenants().get(request.key().tenant());
        if (named != null) {
            return new Failure(
                    FailureCode.UNKNOWN_TENANT,
                    "tenant '%s' is of a tier that catalogue revision %s does not have"
                            .formatted(named.id(), catalogue.revision()),
                    named.tier().value(),
                    "a tier of the catalogue");
        }
        return new Failure(
                FailureCode.UNKNOWN_TENANT,
                "tenant '%s' is not in catalogue revision %s, and there is no default tier"
                        .formatted(request.key().tenant(), catalogue.revision()),
                request.key().tenant().value(),
                "a tenant of the catalogue");
    }

    private static Failure notAnObject(InferenceRequest request, JsonValue root) {
        return new Failure(
                FailureCode.INVALID_JSON,
                "the body of request %s is not an object".formatted(request.key()),
                JsonValue.kindOf(root),
                "a request of chat completions or embeddings");
    }
}
