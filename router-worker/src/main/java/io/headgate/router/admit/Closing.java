package io.headgate.router.admit;

import io.headgate.router.budget.Books;
import io.headgate.router.budget.Holding;
import io.headgate.router.budget.Ledger;
import io.headgate.router.budget.Posting;
import io.headgate.router.budget.TenantLimits;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.Intent;
import io.headgate.schemas.message.InvalidRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How requests end that are not routed any more, and what that leaves in their tenants' books. Facts; changes nothing. */
public final class Closing {
    private Closing() {}

    /**
     * The end of a request that waited: it gives back what it held of its tenant's limits meanwhile.
     *
     * @param number of the attempt that would have been next, 1 or more
     */
    public static List<Fact> waited(Fact.Ended ended, int number, Ledger ledger) {
        RequestKey key = ended.admission().key();
        Books books = new Books(key.tenant(), ledger);
        books.end(books.unpark(Journey.attempt(key.request(), number)));
        List<Fact> facts = booked(books);
        facts.add(ended);
        return facts;
    }

    /** The end of a request whose dispatch is larger than a record may be; it gives back what it held. */
    public static List<Fact> undispatchable(Dispatch dispatch, int bytes, int allowed, Ledger ledger) {
        InferenceRequest request = dispatch.request();
        Failure failure = new Failure(
                FailureCode.BODY_TOO_LARGE,
                "request %s is too large to be dispatched".formatted(request.key()),
                bytes + " bytes",
                "less than %d bytes in all".formatted(allowed));
        Books books = new Books(request.key().tenant(), ledger);
        books.abandon(dispatch.attempt());
        List<Fact> facts = booked(books);
        facts.add(Endings.failed(request, failure, dispatch.history(), dispatch.decision(), dispatch.dispatchedAt()));
        return facts;
    }

    /** The end of a request that could not be decided about, because of a defect here: it is not tried for ever. */
    public static List<Fact> undecidable(Attempt attempt, String defect, Ledger ledger, Instant now) {
        Books books = new Books(attempt.key().tenant(), ledger);
        books.end(books.settle(attempt));
        List<Fact> facts = booked(books);
        facts.addAll(undecidable(attempt, defect, now));
        return facts;
    }

    /** The same when not even the books can be read. */
    public static List<Fact> undecidable(Attempt attempt, String defect, Instant now) {
        return switch (attempt.disposition()) {
            case Disposition.Final _ -> List.of();
            case Disposition.Continue again ->
                List.of(Endings.failed(again.request(), defect(defect), again.history(), null, now));
        };
    }

    /** An attempt came back that cannot be read: whatever its request held counts as used. */
    public static List<Fact> unreadable(RequestKey request, Ledger ledger) {
        Books books = new Books(request.tenant(), ledger);
        for (Holding holding : ledger.holdings(request)) {
            books.end(books.settleUnknown(holding.attempt()));
        }
        return booked(books);
    }

    /** A call turned out to have been cut off by a crash: a tenant that may use nothing any more has no limits to charge. */
    public static List<Fact> orphaned(Intent orphan, Ledger ledger, Catalogue catalogue, Instant now) {
        TenantId tenant = orphan.key().tenant();
        Books books = new Books(tenant, ledger);
        TenantLimits.of(tenant, catalogue).ifPresent(limits -> books.charge(orphan, limits, now));
        return booked(books);
    }

    /** The end of a request that came back from a worker in a form that cannot be read. */
    public static Fact.Ended lost(InvalidRequest remainder, Instant now) {
        return Endings.invalid(remainder, now);
    }

    /** The failure of a request that could not be decided about. */
    public static Failure defect(String defect) {
        return Failure.of(FailureCode.UNKNOWN, "the router has a defect: " + defect);
    }

    /** What was decided about the books, if anything was; a list that may be added to. */
    static List<Fact> booked(Books books) {
        List<Fact> facts = new ArrayList<>();
        Posting posting = books.posting();
        if (!posting.isEmpty()) {
            facts.add(new Fact.Booked(posting));
        }
        return facts;
    }
}
