package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Judgement;
import io.headgate.deploy.acceptance.checker.evidence.Dispatched;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;
import io.headgate.deploy.acceptance.checker.evidence.Intended;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * I10. Of a provider's calls, those that repeat one (in place, or sent to it again by the router) are at most a fifth of
 * the others, and three more for each life of a worker, which begins with so many. A life begins where attempts are begun
 * again that a crash cut off. Calls that a crash repeats are not repeats of this kind.
 */
final class RepeatsAreBounded implements Judge {
    private static final int FIRST_CALLS_PER_REPEAT = 5;
    private static final int REPEATS_TO_BEGIN_WITH = 3;

    /** Attempts that are begun again closer to each other than this follow one crash. */
    private static final long ONE_CRASH = Duration.ofSeconds(5).toMillis();

    @Override
    public Judgement judge(Evidence evidence) {
        if (evidence.log().intents().isEmpty()) {
            return Offences.notJudged(Invariant.I10, "no call was made");
        }
        Map<Key, Integer> earlierCalls = new HashMap<>();
        for (Dispatched dispatched : evidence.log().dispatches()) {
            earlierCalls.put(dispatched.attempt(), dispatched.earlierCalls());
        }
        Map<String, Tally> tallies = new TreeMap<>();
        for (Intended intent : evidence.log().intents()) {
            tallies.computeIfAbsent(intent.provider(), _ -> new Tally())
                    .add(intent, earlierCalls.getOrDefault(intent.attempt(), 0));
        }
        Offences offences = new Offences();
        long repeats = 0;
        long first = 0;
        for (Map.Entry<String, Tally> tally : tallies.entrySet()) {
            tally.getValue().judge(tally.getKey(), offences);
            repeats += tally.getValue().repeats;
            first += tally.getValue().first;
        }
        return offences.judgement(
                Invariant.I10, "%,d calls and %,d repeats at %d providers".formatted(first, repeats, tallies.size()));
    }

    private static final class Tally {
        private long first;
        private long repeats;
        private final Set<String> workers = new HashSet<>();
        private final Map<Key, Set<Long>> starts = new HashMap<>();

        void add(Intended intent, int earlierCalls) {
            workers.add(intent.worker());
            starts.computeIfAbsent(intent.attempt(), _ -> new HashSet<>(1)).add(intent.startedAt());
            if (intent.call() > 1 || earlierCalls > 0) {
                repeats++;
            } else {
                first++;
            }
        }

        void judge(String provider, Offences offences) {
            long lives = workers.size() + crashes();
            long allowed = first / FIRST_CALLS_PER_REPEAT + REPEATS_TO_BEGIN_WITH * lives;
            if (repeats > allowed) {
                offences.add(
                        provider,
                        "%,d repeats of %,d calls in %d lives of workers, allowed %,d"
                                .formatted(repeats, first, lives, allowed));
            }
        }

        private long crashes() {
            List<Long> again = new ArrayList<>();
            for (Set<Long> begun : starts.values()) {
                if (begun.size() > 1) {
                    begun.stream().sorted().skip(1).forEach(again::add);
                }
            }
            Collections.sort(again);
            long crashes = 0;
            long last = Long.MIN_VALUE;
            for (long at : again) {
                if (last == Long.MIN_VALUE || at - last > ONE_CRASH) {
                    crashes++;
                }
                last = at;
            }
            return crashes;
        }
    }
}
