package io.headgate.router.explain;

import io.headgate.router.admit.TenantHeadroom;
import io.headgate.router.body.RequestBody;
import io.headgate.router.explain.Explained.CanaryTrial;
import io.headgate.router.route.Binder;
import io.headgate.router.route.BodyNeeds;
import io.headgate.router.route.Doors;
import io.headgate.router.route.Headroom;
import io.headgate.router.route.Health;
import io.headgate.router.route.RouteDecision;
import io.headgate.router.route.RouteQuery;
import io.headgate.router.route.Router;
import io.headgate.router.route.TargetHealth;
import io.headgate.router.waiting.Crowds.Crowd;
import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.intake.Arrival;
import io.headgate.schemas.intake.IntakeReader;
import io.headgate.schemas.intake.RawRequest;
import io.headgate.schemas.intake.Taken;
import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.message.Decision.Considered;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.headgate.schemas.token.TokenEstimator;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says what would become of a request: read as intake reads it, and decided as admission decides it, by the same code. It
 * writes nothing and reserves nothing. The tenant's limits, and who waits, are asked where its task runs in this process:
 * {@link Report} says what was not. Thread-safe.
 */
public final class Explainer {
    private final IntakeReader reader;
    private final JsonReader json;
    private final TokenEstimator estimator;
    private final Health health;
    private final TenantTask task;

    public Explainer(IntakeReader reader, JsonReader json, TokenEstimator estimator, Health health, TenantTask task) {
        this.reader = reader;
        this.json = json;
        this.estimator = estimator;
        this.health = health;
        this.task = task;
    }

    /**
     * What would become of it now.
     *
     * @param headers those that a record may have, names in lower case
     * @param body in any of the shapes that a client may send; not changed
     */
    public Explained explain(Map<String, String> headers, byte[] body, TenantCatalogs catalogs, Instant now) {
        RawRequest raw = new RawRequest(new Arrival.OverHttp(now), Explainer::anyId, body, headers);
        return switch (reader.read(raw, catalogs, now)) {
            case Taken.Dead dead -> new Explained.Refused(dead.failure(), dead.field());
            case Taken.Attributed taken ->
                switch (taken.admission()) {
                    case InvalidRequest invalid -> new Explained.Refused(invalid.failure(), taken.field());
                    case InferenceRequest request ->
                        route(request, catalogs.of(request.key().tenant()), now);
                };
        };
    }

    /** What goes by the id is drawn anew each time, as for a request that names none. */
    private static RequestId anyId() {
        return new RequestId(UUID.randomUUID().toString());
    }

    private Explained route(InferenceRequest request, Catalogue catalogue, Instant now) {
        return switch (json.read(request.body())) {
            case JsonDocument.Refused refused -> new Explained.Refused(refused.failure(), "body");
            case JsonDocument.Parsed parsed
            when parsed.root() instanceof JsonValue.Obj body -> {
                BodyNeeds needs = RequestBody.needsOf(body, estimator);
                RouteQuery query = RouteQuery.first(request, needs);
                yield task.read(
                                request.key().tenant(),
                                ledger -> TenantHeadroom.ofNew(request, ledger, catalogue, now)
                                        .map(limits -> routed(query, catalogue, limits, now)))
                        .flatMap(Function.identity())
                        .orElseGet(() -> routed(query, catalogue, Headroom.BOUNDLESS, now));
            }
            case JsonDocument.Parsed _ ->
                new Explained.Refused(Failure.of(FailureCode.INVALID_JSON, "the body is not an object"), "body");
        };
    }

    private Explained.Routed routed(RouteQuery query, Catalogue catalogue, Headroom limits, Instant now) {
        RouteDecision decision = Router.route(query, catalogue, health, limits, now);
        Optional<Map<ProviderName, Crowd>> crowds =
                task.crowds(query.request().key().tenant());
        Doors doors = crowds.isPresent() ? new Crowded(crowds.get(), now) : Doors.OPEN;
        return new Explained.Routed(
                query.request(),
                query.needs(),
                decision,
                Binder.judge(query, catalogue, health, limits, doors, now),
                healthOf(decision, now),
                limits != Headroom.BOUNDLESS,
                crowds.isPresent(),
                trialOf(query.request(), catalogue, now),
                now);
    }

    private @Nullable CanaryTrial trialOf(InferenceRequest request, Catalogue catalogue, Instant now) {
        Route route = catalogue.routes().get(request.alias());
        Canary canary = route == null ? null : route.selection().canary();
        return canary == null
                ? null
                : new CanaryTrial(
                        canary,
                        canary.shareAt(now),
                        health.canary(request.alias(), canary),
                        health.opinion(request.alias(), canary.of()),
                        health.opinion(request.alias(), canary.to()));
    }

    private Map<Target, TargetHealth> healthOf(RouteDecision decision, Instant now) {
        Map<Target, TargetHealth> known = new HashMap<>();
        for (Considered candidate : decision.decision().considered()) {
            known.put(candidate.target(), health.of(candidate.target(), now));
        }
        return known;
    }
}
