package io.headgate.router.waiting;

import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Priority;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one tenant has in one lane: critical first, background last, each in order of arrival. Of a kind that is passed
 * over ten times in a row one goes next, so that none starves. Within a kind whoever cannot be answered in time any more
 * lets others go first: where more comes than is answered, whoever stands first is always about to end.
 */
final class TenantQueue {
    static final int PASSED_OVER_AT_MOST = 10;

    final TenantId tenant;
    int weight;
    /** When it is this tenant's turn, on the lane's clock. */
    long turn;

    private final Map<Priority, ArrivalQueue> byPriority = new EnumMap<>(Priority.class);
    private final Map<Priority, Integer> passedOver = new EnumMap<>(Priority.class);

    TenantQueue(TenantId tenant, int weight, long turn) {
        this.tenant = tenant;
        this.weight = weight;
        this.turn = turn;
        for (Priority priority : Priority.values()) {
            byPriority.put(priority, new ArrivalQueue());
            passedOver.put(priority, 0);
        }
    }

    void add(Waiting entry) {
        of(entry.priority()).add(entry);
    }

    void remove(Waiting entry) {
        of(entry.priority()).remove(entry);
    }

    /** Notes that {@code entry} had its turn: who stood ready behind it was passed over. */
    void wentAt(Waiting entry, Instant now) {
        passedOver.put(entry.priority(), 0);
        for (Priority behind : Priority.values()) {
            if (behind.compareTo(entry.priority()) > 0 && of(behind).isReady(now)) {
                passedOver.merge(behind, 1, Integer::sum);
            }
        }
    }

    /** Who goes next of the priorities that are taken; null when nobody can. */
    @Nullable
    Waiting next(Opening opening, Instant now) {
        Waiting first = null;
        for (Priority priority : Priority.values()) {
            ArrivalQueue queue = of(priority);
            Waiting ready = queue.isEmpty() || !opening.takes(tenant, priority)
                    ? null
                    : queue.next(opening.lastInTime(priority), now);
            if (ready != null && passedOver.getOrDefault(priority, 0) >= PASSED_OVER_AT_MOST) {
                return ready;
            }
            first = first == null ? ready : first;
        }
        return first;
    }

    /** The most urgent kind there is. */
    Priority mostUrgent() {
        for (Priority priority : Priority.values()) {
            if (!of(priority).isEmpty()) {
                return priority;
            }
        }
        return Priority.BACKGROUND;
    }

    /** The arrival of who came first of the most urgent kind. */
    long firstArrival() {
        return of(mostUrgent()).firstArrival();
    }

    boolean has(Priority priority) {
        return !of(priority).isEmpty();
    }

    boolean isEmpty() {
        return byPriority.values().stream().allMatch(ArrivalQueue::isEmpty);
    }

    @SuppressWarnings("NullAway") // Every priority has a queue from the constructor on.
    private ArrivalQueue of(Priority priority) {
        return byPriority.get(priority);
    }
}
