package io.headgate.router.admit;

import io.headgate.router.body.ChatBody;
import io.headgate.router.body.TokenEstimator;
import io.headgate.router.budget.Books;
import io.headgate.router.budget.BudgetVerdict;
import io.headgate.router.budget.TenantLimits;
import io.headgate.router.route.BodyNeeds;
import io.headgate.router.route.Health;
import io.headgate.router.route.RouteDecision;
import io.headgate.router.route.RouteQuery;
import io.headgate.router.route.Router;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import java.time.Instant;
import java.util.Optional;

/** Finds a place for a request: a candidate that can serve it, and that its tenant's limits have room for. */
final class Placing {
    private final JsonReader json;
    private final TokenEstimator estimator;
    private final Health health;

    Placing(JsonReader json, TokenEstimator estimator, Health health) {
        this.json = json;
        this.estimator = estimator;
        this.health = health;
    }

    /** Dispatched, and then the books hold what the attempt reserves; or ended, and then they are as they were. */
    Fact place(Journey journey, Books books, Catalogue catalogue, Instant now) {
        InferenceRequest request = journey.request();
        if (!now.isBefore(request.context().deadline())) {
            return ended(journey, Endings.deadline(request, journey.history(), now), now);
        }
        Optional<TenantLimits> limits = TenantLimits.of(request.key().tenant(), catalogue);
        if (limits.isEmpty()) {
            return ended(journey, unknownTenant(request, catalogue), now);
        }
        return switch (json.read(request.body())) {
            case JsonDocument.Refused refused -> ended(journey, refused.failure(), now);
            case JsonDocument.Parsed parsed
            when parsed.root() instanceof JsonValue.Obj body -> {
                BodyNeeds needs = ChatBody.needsOf(body, estimator);
                TenantHeadroom headroom = new TenantHeadroom(journey, limits.get(), books, now);
                yield dispatch(journey, needs, headroom, books, catalogue, now);
            }
            case JsonDocument.Parsed parsed -> ended(journey, notAnObject(request, parsed.root()), now);
        };
    }

    private Fact dispatch(
            Journey journey, BodyNeeds needs, TenantHeadroom headroom, Books books, Catalogue catalogue, Instant now) {
        RouteQuery query = RouteQuery.again(journey.request(), needs, journey.history());
        RouteDecision decision = Router.route(query, catalogue, health, headroom, now);
        if (decision instanceof RouteDecision.NoCandidate) {
            decision = Router.route(query.lastResort(), catalogue, health, headroom, now);
        }
        return switch (decision) {
            case RouteDecision.Chosen chosen -> bind(journey, chosen, headroom, books, now);
            case RouteDecision.NoCandidate none ->
                headroom.obstacle()
                        .map(obstacle -> obstructed(journey, obstacle, none.decision(), now))
                        .orElseGet(() -> exhausted(journey, none, now));
        };
    }

    private static Fact bind(
            Journey journey, RouteDecision.Chosen chosen, TenantHeadroom headroom, Books books, Instant now) {
        BudgetVerdict verdict = headroom.verdict(chosen.target(), chosen.reservation());
        if (!(verdict instanceof BudgetVerdict.Reserved reserved)) {
            return obstructed(journey, verdict, chosen.decision(), now);
        }
        books.take(reserved);
        return new Fact.Dispatched(new Dispatch(
                journey.request(),
                journey.attempt(),
                journey.number(),
                chosen.target(),
                chosen.price(),
                chosen.reservation(),
                chosen.decision(),
                journey.history(),
                now));
    }

    /** The limits have no room. One that says to wait is, for want of a place to wait in, told until when. */
    private static Fact obstructed(Journey journey, BudgetVerdict obstacle, Decision decision, Instant now) {
        Failure failure = switch (obstacle) {
            case BudgetVerdict.Refused refused -> refused.failure();
            case BudgetVerdict.MustWait waits -> waits.failure();
            case BudgetVerdict.Reserved reserved ->
                throw new IllegalStateException("attempt %s: seen room for it, and it was not taken"
                        .formatted(reserved.holding().attempt()));
        };
        return Endings.failed(
                journey.request(), Endings.overBudget(journey.history(), failure), journey.history(), decision, now);
    }

    private static Fact exhausted(Journey journey, RouteDecision.NoCandidate none, Instant now) {
        Failure failure = Endings.exhausted(journey.request(), journey.history(), none.failure());
        return Endings.failed(journey.request(), failure, journey.history(), none.decision(), now);
    }

    private static Fact ended(Journey journey, Failure failure, Instant now) {
        return Endings.failed(journey.request(), failure, journey.history(), null, now);
    }

    private static Failure unknownTenant(InferenceRequest request, Catalogue catalogue) {
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
                "a chat-completions request");
    }
}
