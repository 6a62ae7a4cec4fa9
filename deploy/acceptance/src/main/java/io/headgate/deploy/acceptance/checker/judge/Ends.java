package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.evidence.Ended;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import io.headgate.deploy.acceptance.checker.evidence.Log;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the judges of beginnings and ends have in common. */
final class Ends {
    /** The topics that are held against each other, which must be whole. */
    private static final List<String> NEEDED = List.of("requests", "admissions", "results");

    private Ends() {}

    static Map<Key, Integer> counts(Log log) {
        Map<Key, Integer> counts = new HashMap<>();
        for (Ended ended : log.results()) {
            counts.merge(ended.key(), 1, Integer::sum);
        }
        return counts;
    }

    /** Why beginnings and ends cannot be compared; empty when they can. */
    static Optional<String> obstacle(Log log) {
        List<String> cut = NEEDED.stream()
                .filter(topic ->
                        log.cut().stream().anyMatch(name -> name.equals(topic) || name.startsWith(topic + ".")))
                .toList();
        return cut.isEmpty()
                ? Optional.empty()
                : Optional.of("retention has deleted the first records of " + String.join(", ", cut));
    }
}
