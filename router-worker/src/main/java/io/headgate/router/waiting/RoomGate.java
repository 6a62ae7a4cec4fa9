package io.headgate.router.waiting;

import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Priority;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The gate of one task: shut while the provider's queue is long, and to who would overtake those who wait. */
public final class RoomGate implements Gate {
    /** Deciding anew about all who wait is to take no more than some fifty decisions a second in each room. */
    private static final Duration EACH = Duration.ofMillis(20);

    private static final Duration SOONEST_AGAIN = Duration.ofMillis(500);

    private final WaitingRoom room;
    private final ProviderQueues queues;

    public RoomGate(WaitingRoom room, ProviderQueues queues) {
        this.room = room;
        this.queues = queues;
    }

    @Override
    public @Nullable Reason before(RequestKey request, ProviderName provider, Priority priority, Instant now) {
        Lane lane = new Lane.ForProvider(provider);
        Opening opening = queues.of(lane, now);
        boolean shut = !opening.takes(request.tenant(), priority);
        boolean waits = room.isIn(lane, request);
        if (!shut
                && (waits
                        ? isNext(request, lane, opening, now)
                        : !standsBehind(request, lane, priority, opening, now))) {
            return null;
        }
        String why = shut
                ? "provider %s has as much as it can begin soon".formatted(provider)
                : "others wait for provider %s as well".formatted(provider);
        // Who waits already is taken to have come half of the way: so nobody changes lanes for a small gain, and back.
        int ahead = waits ? room.size(lane) / 2 : room.size(lane);
        Instant again = now.plus(SOONEST_AGAIN).plus(EACH.multipliedBy(room.size()));
        return new Reason(lane, why, now, queues.expected(provider, priority, ahead, now), again);
    }

    private boolean standsBehind(RequestKey request, Lane lane, Priority priority, Opening opening, Instant now) {
        return room.has(lane, request.tenant(), priority)
                || room.next(lane, now, opening).isPresent();
    }

    private boolean isNext(RequestKey request, Lane lane, Opening opening, Instant now) {
        return room.next(lane, now, opening)
                .filter(next -> next.key().equals(request))
                .isPresent();
    }
}
