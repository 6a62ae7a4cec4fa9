package io.headgate.router.waiting;

import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Who waits in one task. What decides ({@link #next}, {@link #overdue}, {@link #againDue}, {@link #overfull}) changes nobody's turn; what changes
 * ({@link #enter}, {@link #go}, {@link #leave}) decides nothing. Entering what was stored, in any order, makes the room
 * that was: a tenant's order is that of arrival; turns between tenants begin anew. Used by one thread.
 */
public final class WaitingRoom {
    private static final Comparator<Waiting> BY_DEADLINE =
            Comparator.comparing(Waiting::deadline).thenComparingLong(Waiting::arrival);

    private static final Comparator<Waiting> BY_AGAIN =
            Comparator.comparing(WaitingRoom::again).thenComparingLong(Waiting::arrival);

    private final RoomLimits limits;
    private final TenantWeights weights;
    private final Map<RequestKey, Waiting> entries = new HashMap<>();
    private final Map<Lane, LaneQueue> lanes = new LinkedHashMap<>();
    private final NavigableSet<Waiting> byDeadline = new TreeSet<>(BY_DEADLINE);
    private final NavigableSet<Waiting> byAgain = new TreeSet<>(BY_AGAIN);
    private long bytes;
    private long nextArrival;

    public WaitingRoom(RoomLimits limits, TenantWeights weights) {
        this.limits = limits;
        this.weights = weights;
    }

    /** A request comes in, or changes lanes; one that is there already is replaced. */
    public void enter(Waiting entry) {
        leave(entry.key());
        entries.put(entry.key(), entry);
        byDeadline.add(entry);
        if (entry.reason().again() != null) {
            byAgain.add(entry);
        }
        bytes += entry.bytes();
        nextArrival = Math.max(nextArrival, entry.arrival() + 1);
        lanes.computeIfAbsent(entry.reason().lane(), _ -> new LaneQueue()).add(entry, weights);
    }

    /** A request has its turn: it leaves, and its tenant is charged. */
    public void go(Waiting entry, Instant now) {
        LaneQueue lane = lanes.get(entry.reason().lane());
        if (entries.remove(entry.key(), entry) && lane != null) {
            forget(entry);
            lane.go(entry, now);
            dropIfEmpty(entry.reason().lane(), lane);
        }
    }

    /** A request leaves without a turn: its deadline has passed, or nobody wants it any more. */
    public Optional<Waiting> leave(RequestKey key) {
        Waiting entry = entries.remove(key);
        if (entry == null) {
            return Optional.empty();
        }
        forget(entry);
        LaneQueue lane = lanes.get(entry.reason().lane());
        if (lane != null) {
            lane.remove(entry);
            dropIfEmpty(entry.reason().lane(), lane);
        }
        return Optional.of(entry);
    }

    private void forget(Waiting entry) {
        byDeadline.remove(entry);
        byAgain.remove(entry);
        bytes -= entry.bytes();
    }

    private void dropIfEmpty(Lane name, LaneQueue lane) {
        if (lane.size() == 0) {
            lanes.remove(name);
        }
    }

    /** Whose turn it is in a lane, among those who can go; empty when nobody can. */
    public Optional<Waiting> next(Lane lane, Instant now, Opening opening) {
        LaneQueue queue = lanes.get(lane);
        return queue == null ? Optional.empty() : Optional.ofNullable(queue.next(now, opening));
    }

    /** Whether a request waits in a lane. */
    public boolean isIn(Lane lane, RequestKey key) {
        Waiting entry = entries.get(key);
        return entry != null && entry.reason().lane().equals(lane);
    }

    /** Whether a tenant has requests of that priority in a lane: who comes later stands behind them. */
    public boolean has(Lane lane, TenantId tenant, Priority priority) {
        LaneQueue queue = lanes.get(lane);
        return queue != null && queue.has(tenant, priority);
    }

    /** Those whose deadline has come, the earliest first, at most so many. */
    public List<Waiting> overdue(Instant now, int most) {
        return first(byDeadline, Waiting::deadline, now, most);
    }

    /** Those that are to be decided about anew although their turn has not come, the earliest first, at most so many. */
    public List<Waiting> againDue(Instant now, int most) {
        return first(byAgain, WaitingRoom::again, now, most);
    }

    private static List<Waiting> first(
            NavigableSet<Waiting> inOrder, Function<Waiting, Instant> when, Instant now, int most) {
        List<Waiting> due = new ArrayList<>();
        for (Waiting entry : inOrder) {
            if (due.size() == most || when.apply(entry).isAfter(now)) {
                break;
            }
            due.add(entry);
        }
        return due;
    }

    private static Instant again(Waiting entry) {
        Instant again = entry.reason().again();
        return again == null ? Instant.MAX : again;
    }

    /** Whether there is room for one more of that size. */
    public boolean hasRoomFor(int size) {
        return entries.size() < limits.requests() && bytes + size <= limits.bytes();
    }

    /** Whether more is in it than may be. */
    public boolean overfull() {
        return entries.size() > limits.requests() || bytes > limits.bytes();
    }

    /** The lanes in which somebody waits, the one that came up first in front. */
    public List<Lane> lanes() {
        return List.copyOf(lanes.keySet());
    }

    /** How many wait in a lane. */
    public int size(Lane lane) {
        LaneQueue queue = lanes.get(lane);
        return queue == null ? 0 : queue.size();
    }

    public int size() {
        return entries.size();
    }

    public long bytes() {
        return bytes;
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Everybody who waits, in no order. */
    public List<Waiting> all() {
        return List.copyOf(entries.values());
    }

    public Optional<Waiting> find(RequestKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** The place that whoever comes next will have in the order of arrival. */
    public long nextArrival() {
        return nextArrival;
    }
}
