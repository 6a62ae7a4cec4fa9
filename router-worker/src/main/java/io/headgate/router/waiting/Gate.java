package io.headgate.router.waiting;

import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Priority;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Stands before the providers' queues. */
@FunctionalInterface
public interface Gate {
    /** Lets everybody through. */
    Gate OPEN = (request, provider, priority, now) -> null;

    /**
     * Why a request has to wait before it goes to the provider; null when it may go. One that waits there already does not
     * stand behind itself. The reason says when another answer may be had although its turn has not come.
     */
    @Nullable
    Reason before(RequestKey request, ProviderName provider, Priority priority, Instant now);

    /** Whether nobody is held back here: whoever comes is bound at once. */
    default boolean isOpen() {
        return this == OPEN;
    }

    /** The same, for one whose turn it is in a lane: it does not stand behind those who wait there. */
    default Gate onItsTurn(Lane lane) {
        return (request, provider, priority, now) ->
                lane.equals(new Lane.ForProvider(provider)) ? null : before(request, provider, priority, now);
    }
}
