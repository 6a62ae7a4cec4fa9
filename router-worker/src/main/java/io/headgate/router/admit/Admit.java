package io.headgate.router.admit;

import io.headgate.router.budget.Books;
import io.headgate.router.budget.Ledger;
import io.headgate.router.route.Health;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.token.TokenEstimator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what becomes of what reaches a tenant's task: an admission, or an attempt that is over. Returns facts and
 * changes nothing. Not bound to a thread; the same input, memory, books, catalogue and time give the same facts.
 */
public final class Admit {
    private final Placing placing;

    public Admit(JsonReader json, TokenEstimator estimator, Health health) {
        this.placing = new Placing(json, estimator, health);
    }

    /** What becomes of an admission: absorbed, in conflict, ended, dispatched, or held. */
    public List<Fact> admit(
            Admission admission,
            SeenBefore memory,
            Ledger ledger,
            Entrance entrance,
            Catalogue catalogue,
            Instant now) {
        return switch (Sighting.of(namesOf(admission), hashOf(admission), memory)) {
            case Sighting.First first -> {
                List<Fact> facts =
                        remember(first.names(), new Seen(admission.key().request(), hashOf(admission)));
                begin(admission, ledger, entrance, catalogue, now, facts);
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

    /**
     * What becomes of a request after an attempt: settled, and then tried elsewhere or ended if it came back. Nothing,
     * when what comes back has gone on already.
     */
    public List<Fact> afterAttempt(
            Attempt attempt, Ledger ledger, Entrance entrance, Catalogue catalogue, Instant now) {
        Books books = new Books(attempt.key().tenant(), ledger);
        List<Fact> facts = new ArrayList<>();
        switch (attempt.disposition()) {
            case Disposition.Final _ -> {
                books.end(books.settle(attempt));
                facts.addAll(Closing.booked(books));
            }
            case Disposition.Continue again -> {
                Journey journey = new Journey(again.request(), again.history(), nextNumber(attempt, again), List.of());
                if (!books.isOpen(journey.attempt())) {
                    goOn(attempt, journey.carrying(books.settle(attempt)), books, entrance, catalogue, now, facts);
                }
            }
        }
        return facts;
    }

    /** What becomes of a request that waited, when its turn has come. */
    public List<Fact> resume(
            FailedRequest waited,
            InferenceRequest request,
            int number,
            Ledger ledger,
            Entrance entrance,
            Catalogue catalogue,
            Instant now) {
        Books books = new Books(request.key().tenant(), ledger);
        Journey journey = new Journey(request, waited.result().attempts(), number, List.of());
        List<Fact> facts = new ArrayList<>();
        place(journey.carrying(books.unpark(journey.attempt())), books, entrance, catalogue, now, facts);
        return facts;
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

    private void begin(
            Admission admission, Ledger ledger, Entrance entrance, Catalogue catalogue, Instant now, List<Fact> facts) {
        switch (admission) {
            case InvalidRequest invalid -> facts.add(Endings.invalid(invalid, now));
            case InferenceRequest request ->
                place(
                        Journey.begin(request),
                        new Books(request.key().tenant(), ledger),
                        entrance,
                        catalogue,
                        now,
                        facts);
        }
    }

    private void goOn(
            Attempt attempt,
            Journey journey,
            Books books,
            Entrance entrance,
            Catalogue catalogue,
            Instant now,
            List<Fact> facts) {
        InferenceRequest request = journey.request();
        List<AttemptSummary> history = journey.history();
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
            books.end(journey.carried());
            facts.addAll(Closing.booked(books));
            facts.add(Endings.failed(request, Endings.exhausted(request, history, spent), history, null, now));
        } else {
            place(journey, books, entrance, catalogue, now, facts);
        }
    }

    private void place(
            Journey journey, Books books, Entrance entrance, Catalogue catalogue, Instant now, List<Fact> facts) {
        Fact placed = placing.place(journey, books, entrance, catalogue, now);
        if (placed instanceof Fact.Ended) {
            books.end(journey.carried());
        } else if (placed instanceof Fact.Held) {
            books.park(journey.attempt(), journey.carried());
        }
        facts.addAll(Closing.booked(books));
        facts.add(placed);
    }

    private static int nextNumber(Attempt attempt, Disposition.Continue again) {
        return Math.max(attempt.number(), again.history().size()) + 1;
    }

    /** A provider that left the catalogue has no say: what is excluded by then bounds the attempts. */
    private static int maxAttempts(ProviderName last, Catalogue catalogue) {
        Provider provider = catalogue.providers().get(last);
        return provider == null ? Integer.MAX_VALUE : provider.retry().maxAttempts();
    }

    private static Fact absorbed(RequestKey key, RequestId original, Instant now) {
        String message = key.request().equals(original)
                ? "the same request came again and was absorbed"
                : "the same request came before as %s; this one was absorbed".formatted(original);
        return new Fact.Noticed(new Notice(key, Notice.Kind.DUPLICATE_ABSORBED, message, null, now, original));
    }

    private static Fact conflicting(RequestKey key, RequestId original, Instant now) {
        String message =
                "another body came under a name that request %s has in use; %s is untouched, this one is dropped"
                        .formatted(original, original);
        return new Fact.Noticed(new Notice(key, Notice.Kind.IDEMPOTENCY_CONFLICT, message, null, now, original));
    }
}
