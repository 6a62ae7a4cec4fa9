package io.headgate.router.admit;

import io.headgate.router.body.ChatBody;
import io.headgate.router.body.TokenEstimator;
import io.headgate.router.route.BodyNeeds;
import io.headgate.router.route.Health;
import io.headgate.router.route.RouteDecision;
import io.headgate.router.route.RouteQuery;
import io.headgate.router.route.Router;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.message.Notice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what becomes of what reaches a tenant's task: an admission, or an attempt that is over. Returns facts and
 * changes nothing. Not bound to a thread; the same input, memory, catalogue and time give the same facts.
 */
public final class Admit {
    private final JsonReader json;
    private final TokenEstimator estimator;
    private final Health health;

    public Admit(JsonReader json, TokenEstimator estimator, Health health) {
        this.json = json;
        this.estimator = estimator;
        this.health = health;
    }

    /** What becomes of an admission: absorbed, in conflict, ended, or dispatched. */
    public List<Fact> admit(Admission admission, SeenBefore memory, Catalogue catalogue, Instant now) {
        return switch (Sighting.of(namesOf(admission), hashOf(admission), memory)) {
            case Sighting.First first -> {
                List<Fact> facts =
                        remember(first.names(), new Seen(admission.key().request(), hashOf(admission)));
                facts.add(begin(admission, catalogue, now));
                yield facts;
            }
            case Sighting.Repeat repeat -> {
                List<Fact> facts = remember(repeat.newNames(), repeat.original());
                facts.add(absorbed(admission.key(), repeat.original().request(), now));
                yield facts;
            }
            case Sighting.Conflict conflict -> List.of(conflicting(admission.key(), conflict.original(), now));
        };
    }

    /** What becomes of a request after an attempt: settled, and then tried elsewhere or ended if it came back. */
    public List<Fact> afterAttempt(Attempt attempt, Catalogue catalogue, Instant now) {
        Fact settled = new Fact.Settled(attempt);
        return switch (attempt.disposition()) {
            case Disposition.Final _ -> List.of(settled);
            case Disposition.Continue again -> List.of(settled, goOn(attempt, again, catalogue, now));
        };
    }

    /** The end of a request whose dispatch is larger than a record may be. */
    public static Fact.Ended undispatchable(Dispatch dispatch, int bytes, int allowed) {
        InferenceRequest request = dispatch.request();
        Failure failure = new Failure(
                FailureCode.BODY_TOO_LARGE,
                "request %s is too large to be dispatched".formatted(request.key()),
                bytes + " bytes",
                "less than %d bytes in all".formatted(allowed));
        return Endings.failed(request, failure, dispatch.history(), dispatch.decision(), dispatch.dispatchedAt());
    }

    /** The end of a request that could not be decided about, because of a defect here: it is not tried for ever. */
    public List<Fact> undecidable(Attempt attempt, String defect, Instant now) {
        Fact settled = new Fact.Settled(attempt);
        return switch (attempt.disposition()) {
            case Disposition.Final _ -> List.of(settled);
            case Disposition.Continue again ->
                List.of(settled, Endings.failed(again.request(), defect(defect), again.history(), null, now));
        };
    }

    /** The end of a request that came back from a worker in a form that cannot be read. */
    public static Fact.Ended lost(InvalidRequest remainder, Instant now) {
        return Endings.invalid(remainder, now);
    }

    /** The failure of a request that could not be decided about. */
    public static Failure defect(String defect) {
        return Failure.of(FailureCode.UNKNOWN, "the router has a defect: " + defect);
    }

    private static List<SeenName> namesOf(Admission admission) {
        SeenName id = SeenName.ofId(admission.key());
        return admission instanceof InferenceRequest request && request.idempotencyKey() != null
                ? List.of(id, SeenName.ofIdempotencyKey(request.key(), request.idempotencyKey()))
                : List.of(id);
    }

    private static String hashOf(Admission admission) {
        return switch (admission) {
            case InferenceRequest request -> request.bodyHash();
            case InvalidRequest invalid -> invalid.contentHash();
        };
    }

    private static List<Fact> remember(List<SeenName> names, Seen seen) {
        List<Fact> facts = new ArrayList<>();
        names.forEach(name -> facts.add(new Fact.Remembered(name, seen)));
        return facts;
    }

    private Fact begin(Admission admission, Catalogue catalogue, Instant now) {
        return switch (admission) {
            case InvalidRequest invalid -> Endings.invalid(invalid, now);
            case InferenceRequest request -> route(request, List.of(), 1, catalogue, now);
        };
    }

    private Fact goOn(Attempt attempt, Disposition.Continue again, Catalogue catalogue, Instant now) {
        InferenceRequest request = again.request();
        List<AttemptSummary> history = again.history();
        int allowed = maxAttempts(attempt.summary().target().provider(), catalogue);
        long called = history.stream()
                .filter(a -> a.status() != AttemptStatus.NOT_CALLED)
                .count();
        if (called >= allowed && now.isBefore(request.context().deadline())) {
            Failure spent = new Failure(
                    FailureCode.ATTEMPTS_EXHAUSTED,
                    "request %s has no attempt left".formatted(request.key()),
                    called + " attempts",
                    "at most " + allowed);
            return Endings.failed(request, Endings.exhausted(request, history, spent), history, null, now);
        }
        return route(request, history, Math.max(attempt.number(), history.size()) + 1, catalogue, now);
    }

    /** A provider that left the catalogue has no say: what is excluded by then bounds the attempts. */
    private static int maxAttempts(ProviderName last, Catalogue catalogue) {
        Provider provider = catalogue.providers().get(last);
        return provider == null ? Integer.MAX_VALUE : provider.retry().maxAttempts();
    }

    private Fact route(
            InferenceRequest request, List<AttemptSummary> history, int number, Catalogue catalogue, Instant now) {
        if (!now.isBefore(request.context().deadline())) {
            return Endings.failed(request, Endings.deadline(request, history, now), history, null, now);
        }
        return switch (json.read(request.body())) {
            case JsonDocument.Refused refused -> Endings.failed(request, refused.failure(), history, null, now);
            case JsonDocument.Parsed parsed
            when parsed.root() instanceof JsonValue.Obj body -> {
                BodyNeeds needs = ChatBody.needsOf(body, estimator);
                yield dispatch(RouteQuery.again(request, needs, history), number, catalogue, now);
            }
            case JsonDocument.Parsed parsed ->
                Endings.failed(request, notAnObject(request, parsed.root()), history, null, now);
        };
    }

    private Fact dispatch(RouteQuery query, int number, Catalogue catalogue, Instant now) {
        InferenceRequest request = query.request();
        List<AttemptSummary> history = query.history();
        RouteDecision decision = Router.route(query, catalogue, health, now);
        if (decision instanceof RouteDecision.NoCandidate) {
            decision = Router.route(query.lastResort(), catalogue, health, now);
        }
        return switch (decision) {
            case RouteDecision.Chosen chosen ->
                new Fact.Dispatched(new Dispatch(
                        request,
                        new AttemptId(request.key().request() + "/" + number),
                        number,
                        chosen.target(),
                        chosen.price(),
                        chosen.reservation(),
                        chosen.decision(),
                        history,
                        now));
            case RouteDecision.NoCandidate none ->
                Endings.failed(
                        request, Endings.exhausted(request, history, none.failure()), history, none.decision(), now);
        };
    }

    private static Failure notAnObject(InferenceRequest request, JsonValue root) {
        return new Failure(
                FailureCode.INVALID_JSON,
                "the body of request %s is not an object".formatted(request.key()),
                JsonValue.kindOf(root),
                "a chat-completions request");
    }

    private static Fact absorbed(RequestKey key, RequestId original, Instant now) {
        String message = key.request().equals(original)
                ? "the same request came again and was absorbed"
                : "the same request came before as %s; this one was absorbed".formatted(original);
        return new Fact.Noticed(new Notice(key, Notice.Kind.DUPLICATE_ABSORBED, message, null, now));
    }

    private static Fact conflicting(RequestKey key, RequestId original, Instant now) {
        String message =
                "another body came under a name that request %s has in use; %s is untouched, this one is dropped"
                        .formatted(original, original);
        return new Fact.Noticed(new Notice(key, Notice.Kind.IDEMPOTENCY_CONFLICT, message, null, now));
    }
}
