package io.headgate.router.waiting;

import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Priority;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One lane: tenants take turns by start-time fair queueing (Goyal, Vin, Cheng 1996). A turn costs a tenant the more the
 * smaller its weight is; whoever's turn is due first goes first. Nobody saves up turns while not waiting.
 *
 * <p>A critical request costs half of what a background one costs. So urgent work advances faster between tenants, and
 * still no tenant gets more than twice its weighted share by calling everything critical.
 */
final class LaneQueue {
    /** A turn of a standard request at weight 1; divisible by 2 and 3, large against the greatest weight. */
    private static final long TURN = 6_000_000;

    private static final int LEFT_AT_MOST = 1_000;

    private static final Comparator<TenantQueue> BY_TURN = Comparator.<TenantQueue>comparingLong(q -> q.turn)
            .thenComparing(TenantQueue::mostUrgent)
            .thenComparingLong(TenantQueue::firstArrival)
            .thenComparing(q -> q.tenant);

    private final Map<TenantId, TenantQueue> tenants = new HashMap<>();
    private final NavigableSet<TenantQueue> inTurn = new TreeSet<>(BY_TURN);
    /** Tenants that left and had more than their turn: leaving and coming back gains nothing. */
    private final Map<TenantId, Long> left = new HashMap<>();

    private long clock;
    private long waitingWeight;
    private int size;

    void add(Waiting entry, TenantWeights weights) {
        TenantId tenant = entry.key().tenant();
        TenantQueue queue = tenants.get(tenant);
        int weight = Math.max(1, weights.of(tenant));
        if (queue == null) {
            Long due = left.remove(tenant);
            long turn = due == null ? clock : Math.max(due, clock);
            queue = new TenantQueue(tenant, weight, turn);
            tenants.put(tenant, queue);
            waitingWeight += weight;
        } else {
            inTurn.remove(queue);
            // A weight that has changed counts from here on, also for those who wait already.
            waitingWeight += weight - queue.weight;
            queue.weight = weight;
        }
        queue.add(entry);
        inTurn.add(queue);
        size++;
    }

    void remove(Waiting entry) {
        TenantQueue queue = tenants.get(entry.key().tenant());
        if (queue == null) {
            return;
        }
        inTurn.remove(queue);
        queue.remove(entry);
        size--;
        settle(queue);
    }

    /** Removes the entry and charges its tenant with the turn. */
    void go(Waiting entry, Instant now) {
        TenantQueue queue = tenants.get(entry.key().tenant());
        if (queue == null) {
            return;
        }
        inTurn.remove(queue);
        queue.remove(entry);
        queue.wentAt(entry, now);
        size--;
        clock = Math.max(clock, queue.turn);
        queue.turn = clock + cost(entry.priority()) / queue.weight;
        settle(queue);
    }

    private void settle(TenantQueue queue) {
        if (!queue.isEmpty()) {
            inTurn.add(queue);
            return;
        }
        tenants.remove(queue.tenant);
        waitingWeight -= queue.weight;
        left.put(queue.tenant, queue.turn);
        if (left.size() > LEFT_AT_MOST) {
            left.values().removeIf(turn -> turn <= clock);
        }
    }

    /** Whose turn it is among those who can go; null when nobody can. */
    @Nullable
    Waiting next(Instant now, Opening opening) {
        if (opening.isShut()) {
            return null;
        }
        for (TenantQueue queue : inTurn) {
            if (alone() || opening.withinShare(queue.tenant, queue.weight, waitingWeight)) {
                Waiting next = queue.next(opening, now);
                if (next != null) {
                    return next;
                }
            }
        }
        return null;
    }

    boolean has(TenantId tenant, Priority priority) {
        TenantQueue queue = tenants.get(tenant);
        return queue != null && queue.has(priority);
    }

    private boolean alone() {
        return tenants.size() == 1;
    }

    int size() {
        return size;
    }

    private static long cost(Priority priority) {
        return switch (priority) {
            case CRITICAL -> TURN * 2 / 3;
            case STANDARD -> TURN;
            case BACKGROUND -> TURN * 4 / 3;
        };
    }
}
