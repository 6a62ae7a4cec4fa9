package io.headgate.router.waiting;

import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Priority;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Stands before the providers' queues. */
@FunctionalInterface
public interface Gate {
    /** Lets everybody through. */
    Gate OPEN = (tenant, provider, priority, now) -> null;

    /** Why a tenant's request has to wait before it goes to the provider; null when it may go. */
    @Nullable
    Reason before(TenantId tenant, ProviderName provider, Priority priority, Instant now);

    /** Whether nobody is held back here: whoever comes is bound at once. */
    default boolean isOpen() {
        return this == OPEN;
    }

    /** The same, for one whose turn it is in a lane: it does not stand behind those who wait there. */
    default Gate onItsTurn(Lane lane) {
        return (tenant, provider, priority, now) ->
                lane.equals(new Lane.ForProvider(provider)) ? null : before(tenant, provider, priority, now);
    }
}
