package io.headgate.schemas.codec.registry;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Ids that the registry did not know a moment ago. Without it, records with made-up ids would each cost a question.
 * Bounded; forgets after half a minute, since a schema may be registered meanwhile.
 */
final class UnknownIds {
    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final int MAX_IDS = 10_000;

    private final ConcurrentMap<Integer, Long> askedAt = new ConcurrentHashMap<>();

    boolean contains(int id) {
        Long asked = askedAt.get(id);
        return asked != null && System.nanoTime() - asked < KEPT.toNanos();
    }

    void add(int id) {
        if (askedAt.size() >= MAX_IDS) {
            askedAt.clear();
        }
        askedAt.put(id, System.nanoTime());
    }
}
