package io.headgate.router.waiting;

import io.headgate.schemas.id.ProviderName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who waits before which provider in each task of this process, about a tenth of a second ago: for who only looks, since the
 * rooms themselves are their tasks' own. Thread-safe.
 */
public final class Crowds {
    /**
     * Who waits before one provider.
     *
     * @param waiting how many requests, 1 or more
     * @param until when a standard one that came now would be expected to go; null when nothing tells
     */
    public record Crowd(int waiting, @Nullable Instant until) {
        public Crowd {
            if (waiting < 1) {
                throw new IllegalArgumentException("crowd: seen %d waiting, allowed 1 or more".formatted(waiting));
            }
        }
    }

    private final Map<Integer, Map<ProviderName, Crowd>> byPartition = new ConcurrentHashMap<>();

    /** What is in the room of a partition's task now; providers before which nobody waits are left out. */
    public void are(int partition, Map<ProviderName, Crowd> crowds) {
        byPartition.put(partition, Map.copyOf(crowds));
    }

    /** The task is here no longer. */
    public void gone(int partition) {
        byPartition.remove(partition);
    }

    /** Who waits in a partition's task; empty when that is not in this process. */
    public Optional<Map<ProviderName, Crowd>> of(int partition) {
        return Optional.ofNullable(byPartition.get(partition));
    }
}
