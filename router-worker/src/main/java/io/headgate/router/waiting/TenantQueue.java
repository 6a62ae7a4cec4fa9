package io.headgate.router.waiting;

import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Priority;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one tenant has in one lane: critical first, background last, each in order of arrival. Of a kind that is passed
 * over ten times in a row one goes next, so that none starves.
 */
final class TenantQueue {
    static final int PASSED_OVER_AT_MOST = 10;

    final TenantId tenant;
    int weight;
    /** When it is this tenant's turn, on the lane's clock. */
    long turn;

    private final Map<Priority, NavigableMap<Long, Waiting>> byPriority = new EnumMap<>(Priority.class);
    private final Map<Priority, Integer> passedOver = new EnumMap<>(Priority.class);

    TenantQueue(TenantId tenant, int weight, long turn) {
        this.tenant = tenant;
        this.weight = weight;
        this.turn = turn;
        for (Priority priority : Priority.values()) {
            byPriority.put(priority, new TreeMap<>());
            passedOver.put(priority, 0);
        }
    }

    void add(Waiting entry) {
        of(entry.priority()).put(entry.arrival(), entry);
    }

    void remove(Waiting entry) {
        of(entry.priority()).remove(entry.arrival());
    }

    /** Notes that {@code entry} had its turn: who stood ready behind it was passed over. */
    void wentAt(Waiting entry, Instant now) {
        passedOver.put(entry.priority(), 0);
        for (Priority behind : Priority.values()) {
            if (behind.compareTo(entry.priority()) > 0 && ready(behind, now) != null) {
                passedOver.merge(behind, 1, Integer::sum);
            }
        }
    }

    /** Who goes next of the priorities that are taken; null when nobody can. */
    @Nullable
    Waiting next(Set<Priority> taken, Instant now) {
        Waiting first = null;
        for (Priority priority : Priority.values()) {
            Waiting ready = taken.contains(priority) ? ready(priority, now) : null;
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
        NavigableMap<Long, Waiting> queue = of(mostUrgent());
        return queue.isEmpty() ? Long.MAX_VALUE : queue.firstKey();
    }

    boolean has(Priority priority) {
        return !of(priority).isEmpty();
    }

    boolean isEmpty() {
        return byPriority.values().stream().allMatch(Map::isEmpty);
    }

    private @Nullable Waiting ready(Priority priority, Instant now) {
        Map.Entry<Long, Waiting> first = of(priority).firstEntry();
        return first == null || first.getValue().reason().notBefore().isAfter(now) ? null : first.getValue();
    }

    @SuppressWarnings("NullAway") // Every priority has a queue from the constructor on.
    private NavigableMap<Long, Waiting> of(Priority priority) {
        return byPriority.get(priority);
    }
}
