package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.evidence.Dispatched;
import io.headgate.deploy.acceptance.checker.evidence.Intended;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import io.headgate.deploy.acceptance.checker.evidence.Log;
import io.headgate.deploy.acceptance.checker.evidence.Metered;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What attempts and orphans say of when they were dispatched, beside their dispatches: limits count them in the window of that
 * moment. Whoever says nothing is not asked, nor one whose dispatch is not there any more.
 */
final class DispatchMoments {
    private final Map<Key, Set<Long>> dispatches = new HashMap<>();
    private final Offences offences;

    private DispatchMoments(Log log, Offences offences) {
        this.offences = offences;
        for (Dispatched dispatched : log.dispatches()) {
            // An id that is used again after a day has attempts of the same names.
            dispatches
                    .computeIfAbsent(dispatched.attempt(), _ -> new HashSet<>(1))
                    .add(dispatched.dispatchedAt());
        }
    }

    static void compare(Log log, Offences offences) {
        DispatchMoments moments = new DispatchMoments(log, offences);
        for (Metered metered : log.attempts()) {
            moments.compare(metered.attempt(), metered.dispatchedAt());
        }
        for (Intended orphan : log.orphans()) {
            moments.compare(orphan.attempt(), orphan.dispatchedAt());
        }
    }

    private void compare(Key attempt, @Nullable Long said) {
        Set<Long> known = dispatches.getOrDefault(attempt, Set.of());
        if (said != null && !known.isEmpty() && !known.contains(said)) {
            offences.add(attempt, "says that it was dispatched at %d, and was at %s".formatted(said, known));
        }
    }
}
