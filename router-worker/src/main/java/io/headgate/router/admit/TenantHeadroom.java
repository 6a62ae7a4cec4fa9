package io.headgate.router.admit;

import io.headgate.router.budget.Ask;
import io.headgate.router.budget.Books;
import io.headgate.router.budget.BudgetVerdict;
import io.headgate.router.budget.Ledger;
import io.headgate.router.budget.TenantLimits;
import io.headgate.router.route.Headroom;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.Reservation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a tenant's limits say to the candidates of one request, and remembers what they said. */
public final class TenantHeadroom implements Headroom {
    private final Journey journey;
    private final TenantLimits limits;
    private final Books books;
    private final Instant now;
    private final Map<Target, BudgetVerdict> verdicts = new LinkedHashMap<>();

    TenantHeadroom(Journey journey, TenantLimits limits, Books books, Instant now) {
        this.journey = journey;
        this.limits = limits;
        this.books = books;
        this.now = now;
    }

    /** The same for a request that is new, for who only asks; empty for a tenant that has no limits, and so may use nothing. */
    public static Optional<Headroom> ofNew(InferenceRequest request, Ledger ledger, Catalogue catalogue, Instant now) {
        TenantId tenant = request.key().tenant();
        return TenantLimits.of(tenant, catalogue)
                .map(limits -> new TenantHeadroom(Journey.begin(request), limits, new Books(tenant, ledger), now));
    }

    @Override
    public @Nullable String against(Target target, Reservation reservation) {
        return switch (verdict(target, reservation)) {
            case BudgetVerdict.Reserved _ -> null;
            case BudgetVerdict.Refused refused -> refused.reason();
            case BudgetVerdict.MustWait waits -> waits.reason();
        };
    }

    BudgetVerdict verdict(Target target, Reservation reservation) {
        return verdicts.computeIfAbsent(
                target,
                t -> books.weigh(
                        new Ask(
                                limits,
                                journey.attempt(),
                                journey.request().context().project(),
                                t.model(),
                                reservation,
                                journey.carried()),
                        now));
    }

    /**
     * What stood in the way, if the limits did: waiting for whichever candidate has room first, else the first refusal.
     * Empty when they had room for all that were asked about.
     */
    Optional<BudgetVerdict> obstacle() {
        BudgetVerdict found = null;
        for (BudgetVerdict verdict : verdicts.values()) {
            found = switch (verdict) {
                case BudgetVerdict.Reserved _ -> found;
                case BudgetVerdict.Refused _ -> found == null ? verdict : found;
                case BudgetVerdict.MustWait waits ->
                    found instanceof BudgetVerdict.MustWait other && !sooner(waits, other) ? other : waits;
            };
        }
        return Optional.ofNullable(found);
    }

    /** Nobody knows when a request ends: it may be at once. */
    private static boolean sooner(BudgetVerdict.MustWait one, BudgetVerdict.MustWait other) {
        Instant until = one.until();
        Instant otherUntil = other.until();
        return otherUntil != null && (until == null || until.isBefore(otherUntil));
    }
}
