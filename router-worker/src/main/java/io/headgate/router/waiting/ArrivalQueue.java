package io.headgate.router.waiting;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one tenant has of one priority in one lane, in order of arrival; whoever has too little time left stands aside and
 * lets others go first. Of those aside the last to come goes first: as a rule it has the most time left.
 */
final class ArrivalQueue {
    private final NavigableMap<Long, Waiting> inTime = new TreeMap<>();
    private final NavigableMap<Long, Waiting> aside = new TreeMap<>();

    void add(Waiting entry) {
        inTime.put(entry.arrival(), entry);
    }

    void remove(Waiting entry) {
        inTime.remove(entry.arrival());
        aside.remove(entry.arrival());
    }

    /**
     * Who goes next; null when there is nobody, or it is too early.
     *
     * @param lastInTime who has an earlier deadline has too little time left
     */
    @Nullable
    Waiting next(Instant lastInTime, Instant now) {
        takeBack(lastInTime);
        putAside(lastInTime);
        Waiting first = ready(inTime.firstEntry(), now);
        return first == null ? ready(aside.lastEntry(), now) : first;
    }

    /** Whether somebody could go at {@code now}. */
    boolean isReady(Instant now) {
        return ready(inTime.firstEntry(), now) != null || ready(aside.lastEntry(), now) != null;
    }

    /** Whether or not it is in time; the largest there is when nobody waits. */
    long firstArrival() {
        return Math.min(firstOf(inTime), firstOf(aside));
    }

    boolean isEmpty() {
        return inTime.isEmpty() && aside.isEmpty();
    }

    /** Answers have become quicker: what was too little time is enough. */
    private void takeBack(Instant lastInTime) {
        Map.Entry<Long, Waiting> last = aside.lastEntry();
        while (last != null && !last.getValue().deadline().isBefore(lastInTime)) {
            inTime.put(last.getKey(), last.getValue());
            aside.remove(last.getKey());
            last = aside.lastEntry();
        }
    }

    private void putAside(Instant lastInTime) {
        Map.Entry<Long, Waiting> first = inTime.firstEntry();
        while (first != null && first.getValue().deadline().isBefore(lastInTime)) {
            aside.put(first.getKey(), first.getValue());
            inTime.remove(first.getKey());
            first = inTime.firstEntry();
        }
    }

    private static long firstOf(NavigableMap<Long, Waiting> queue) {
        return queue.isEmpty() ? Long.MAX_VALUE : queue.firstKey();
    }

    private static @Nullable Waiting ready(Map.@Nullable Entry<Long, Waiting> entry, Instant now) {
        return entry == null || entry.getValue().reason().notBefore().isAfter(now) ? null : entry.getValue();
    }
}
