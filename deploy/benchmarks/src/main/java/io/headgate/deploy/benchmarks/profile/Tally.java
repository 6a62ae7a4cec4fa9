package io.headgate.deploy.benchmarks.profile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much is where. One thread. */
final class Tally {
    record Place(String where, long weight) {}

    private final Map<String, Long> weights = new HashMap<>();
    private long all;

    void add(String where, long weight) {
        weights.merge(where, weight, Long::sum);
        all += weight;
    }

    /** All weight together. */
    long all() {
        return all;
    }

    /** The places with the most, that first; of equal ones by name. */
    List<Place> most(int count) {
        return weights.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(count)
                .map(entry -> new Place(entry.getKey(), entry.getValue()))
                .toList();
    }
}
