package io.headgate.router.waiting;

import io.headgate.router.budget.Place;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Priority;
import java.time.Instant;

/** Waiting requests as tests need them. */
final class Entries {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final ProviderName ALPHA = new ProviderName("alpha");
    static final Lane AT_ALPHA = new Lane.ForProvider(ALPHA);
    static final Lane FOR_FAST = new Lane.ForAlias(new Alias("fast-text"));

    private Entries() {}

    /** The place of an attempt whose request's deadline is in ten minutes. */
    static Place atAlpha(Priority priority, Instant since) {
        return new Place(ALPHA, priority, since, since.plusSeconds(600));
    }

    static Waiting entry(String tenant, long arrival, Priority priority) {
        return entry(tenant, arrival, priority, AT_ALPHA, NOW, NOW.plusSeconds(600));
    }

    static Waiting entry(
            String tenant, long arrival, Priority priority, Lane lane, Instant notBefore, Instant deadline) {
        return new Waiting(
                new RequestKey(new TenantId(tenant), new RequestId("r-" + arrival)),
                priority,
                deadline,
                arrival,
                NOW,
                1,
                100,
                new Reason(lane, "a test", notBefore, null),
                false);
    }
}
