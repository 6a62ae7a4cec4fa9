package io.headgate.deploy.acceptance.chaos.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** When each request was sent and when its result came, in nanoseconds of this JVM. Thread-safe. */
public final class Journal {
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final Map<String, Long> ended = new ConcurrentHashMap<>();
    private final LongAdder twice = new LongAdder();

    void sent(String id) {
        sent.put(id, System.nanoTime());
    }

    /** It was not taken in after all, or nobody knows: no result is waited for. */
    void withdrawn(String id) {
        sent.remove(id);
    }

    void ended(String id) {
        if (ended.putIfAbsent(id, System.nanoTime()) != null) {
            twice.increment();
        }
    }

    /** How many are waited for, or were. */
    public int count() {
        return sent.size();
    }

    /** How many results came, each request's first. */
    public int results() {
        return ended.size();
    }

    /** How many results came for a request that had one. */
    public long twice() {
        return twice.sum();
    }

    /** Those that were sent and have no result, in no order. */
    public List<String> open() {
        List<String> open = new ArrayList<>(sent.keySet());
        open.removeAll(ended.keySet());
        return open;
    }

    /**
     * How long after a moment all that was sent within a time of it had ended.
     *
     * @return empty when nothing was sent in that time, or something of it has not ended
     */
    public Optional<Duration> answered(long fromNanos, Duration within) {
        List<String> then = sent.entrySet().stream()
                .filter(entry -> entry.getValue() - fromNanos >= 0 && entry.getValue() - fromNanos < within.toNanos())
                .map(Map.Entry::getKey)
                .toList();
        if (then.isEmpty() || !ended.keySet().containsAll(then)) {
            return Optional.empty();
        }
        OptionalLong last = then.stream()
                .mapToLong(id -> ended.getOrDefault(id, fromNanos) - fromNanos)
                .max();
        return Optional.of(Duration.ofNanos(last.getAsLong()));
    }
}
