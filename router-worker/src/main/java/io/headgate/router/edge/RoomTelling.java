package io.headgate.router.edge;

import io.headgate.router.waiting.Crowds;
import io.headgate.router.waiting.Crowds.Crowd;
import io.headgate.router.waiting.Lane;
import io.headgate.router.waiting.ProviderQueues;
import io.headgate.router.waiting.WaitingCounts;
import io.headgate.router.waiting.WaitingRoom;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.Priority;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Tells the rest of the process who waits in a task's room: meters, and whoever asks what would become of a request. */
final class RoomTelling {
    private final WaitingRoom room;
    private final ProviderQueues queues;
    private final WaitingCounts counts;
    private final Crowds crowds;
    private final int partition;

    RoomTelling(WaitingRoom room, ProviderQueues queues, WaitingCounts counts, Crowds crowds, int partition) {
        this.room = room;
        this.queues = queues;
        this.counts = counts;
        this.crowds = crowds;
        this.partition = partition;
    }

    /** As it is now. */
    void tell(Instant now) {
        Map<ProviderName, Crowd> waiting = new HashMap<>();
        for (Lane lane : room.lanes()) {
            if (lane instanceof Lane.ForProvider(ProviderName provider)) {
                int size = room.size(lane);
                waiting.put(provider, new Crowd(size, queues.expected(provider, Priority.STANDARD, size, now)));
            }
        }
        crowds.are(partition, waiting);
        counts.are(this, room.size(), room.bytes());
    }

    /** The task is here no longer. */
    void end() {
        counts.gone(this);
        crowds.gone(partition);
    }
}
