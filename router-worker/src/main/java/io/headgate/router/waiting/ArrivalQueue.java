package io.headgate.router.waiting;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one tenant has of one priority in one lane, in order of arrival. Of those in front, whoever has too little time left
 * stands aside; once aside it stays there, since time only passes.
 */
final class ArrivalQueue {
    private final NavigableMap<Long, Waiting> inTime = new TreeMap<>();
    private final NavigableMap<Long, Waiting> late = new TreeMap<>();

    void add(Waiting entry) {
        inTime.put(entry.arrival(), entry);
    }

    void remove(Waiting entry) {
        inTime.remove(entry.arrival());
        late.remove(entry.arrival());
    }

    /** Puts aside who is first and has a deadline before {@code lastInTime}, until one is first that has not. */
    void sort(Instant lastInTime) {
        Map.Entry<Long, Waiting> first = inTime.firstEntry();
        while (first != null && first.getValue().deadline().isBefore(lastInTime)) {
            late.put(first.getKey(), first.getValue());
            inTime.remove(first.getKey());
            first = inTime.firstEntry();
        }
    }

    /** Who is first of those in time; null when there is none, or it is too early for it. */
    @Nullable
    Waiting inTime(Instant now) {
        return ready(inTime, now);
    }

    /** Who is first of those aside; null when there is none, or it is too early for it. */
    @Nullable
    Waiting late(Instant now) {
        return ready(late, now);
    }

    /** Whether or not it is in time; the largest there is when nobody waits. */
    long firstArrival() {
        return Math.min(firstOf(inTime), firstOf(late));
    }

    boolean isEmpty() {
        return inTime.isEmpty() && late.isEmpty();
    }

    private static long firstOf(NavigableMap<Long, Waiting> queue) {
        return queue.isEmpty() ? Long.MAX_VALUE : queue.firstKey();
    }

    private static @Nullable Waiting ready(NavigableMap<Long, Waiting> queue, Instant now) {
        Map.Entry<Long, Waiting> first = queue.firstEntry();
        return first == null || first.getValue().reason().notBefore().isAfter(now) ? null : first.getValue();
    }
}
