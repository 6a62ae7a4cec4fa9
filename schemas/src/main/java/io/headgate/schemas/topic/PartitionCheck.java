package io.headgate.schemas.topic;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * What every process makes sure of before it takes work: the topics keyed by tenant exist and have one and the same
 * partition count. With different counts a tenant's records would be in two tasks, and its budget in two halves.
 */
public final class PartitionCheck {
    private static final Duration MISSING_FOR = Duration.ofSeconds(5);

    private PartitionCheck() {}

    /**
     * Asks the broker and compares. Topics that are missing may have just been created, so it asks again for a while.
     *
     * @param expected the count this process is configured for; empty takes the broker's
     * @return the count they share
     * @throws TopicAdminException when the cluster cannot be asked
     */
    public static Outcome of(Admin admin, TopicNames names, OptionalInt expected) {
        TenantCounts counts = new TenantCounts(admin, names);
        Patience.until(() -> !counts.byTopic().containsValue(0), MISSING_FOR);
        return compare(counts.byTopic(), expected);
    }

    static Outcome compare(Map<String, Integer> countByTopic, OptionalInt expected) {
        TreeMap<String, Integer> counts = new TreeMap<>(countByTopic);
        String missing = counts.entrySet().stream()
                .filter(entry -> entry.getValue() == 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            return new Outcome.Refused("topics missing: %s; create them with: headgate apply".formatted(missing));
        }
        Map.Entry<String, Integer> first = counts.firstEntry();
        for (Map.Entry<String, Integer> other : counts.entrySet()) {
            if (!other.getValue().equals(first.getValue())) {
                return new Outcome.Refused(
                        "partition counts differ: %s has %d, %s has %d; allowed one count for %s, fixed for the life of an installation"
                                .formatted(
                                        first.getKey(),
                                        first.getValue(),
                                        other.getKey(),
                                        other.getValue(),
                                        String.join(", ", counts.keySet())));
            }
        }
        int count = first.getValue();
        if (expected.isPresent() && expected.getAsInt() != count) {
            return new Outcome.Refused("partition counts differ: %s has %d, this process is configured for %d"
                    .formatted(String.join(", ", counts.keySet()), count, expected.getAsInt()));
        }
        return new Outcome.Agreed(count);
    }

    /** Whether a process may start. */
    public sealed interface Outcome {
        /** It may. */
        record Agreed(int tenantPartitions) implements Outcome {}

        /** It may not; the reason names topics and counts, and is for a person. */
        record Refused(String reason) implements Outcome {}
    }
}
