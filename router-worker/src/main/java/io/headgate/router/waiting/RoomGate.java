package io.headgate.router.waiting;

import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Priority;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The gate of one task: shut while the provider's queue is long, and to who would overtake those who wait. */
public final class RoomGate implements Gate {
    private final WaitingRoom room;
    private final ProviderQueues queues;

    public RoomGate(WaitingRoom room, ProviderQueues queues) {
        this.room = room;
        this.queues = queues;
    }

    @Override
    public @Nullable Reason before(TenantId tenant, ProviderName provider, Priority priority, Instant now) {
        Lane lane = new Lane.ForProvider(provider);
        boolean shut = !queues.isShort(provider, priority, now);
        boolean behind = room.has(lane, tenant, priority)
                || room.next(lane, now, queues.at(now)).isPresent();
        if (!shut && !behind) {
            return null;
        }
        String why = shut
                ? "provider %s has as much as it can begin soon".formatted(provider)
                : "others wait for provider %s as well".formatted(provider);
        return new Reason(lane, why, now, queues.expected(provider, priority, room.size(lane), now));
    }
}
