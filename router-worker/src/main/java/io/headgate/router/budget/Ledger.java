package io.headgate.router.budget;

import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The books of the tenants of one task as they stand. Only postings change them. */
public interface Ledger {
    /** An empty one where nothing was ever used. */
    Account account(AccountId id);

    /** A window that has left its account; null when it is kept no more, or never was. */
    @Nullable
    PastWindow past(WindowId id);

    /** What an open attempt holds; null when it was never dispatched, or was settled. */
    @Nullable
    Holding holding(TenantId tenant, AttemptId attempt);

    /** Whether a call that a crash cut off was charged, in the last month. */
    boolean isCharged(TenantId tenant, OrphanedCall call);

    /** What all open attempts of a request hold. For what is rare: it may have to search. */
    List<Holding> holdings(RequestKey request);
}
