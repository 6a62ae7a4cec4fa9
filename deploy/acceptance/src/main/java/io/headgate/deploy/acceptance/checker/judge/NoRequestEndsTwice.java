package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Judgement;
import io.headgate.deploy.acceptance.checker.evidence.Admitted;
import io.headgate.deploy.acceptance.checker.evidence.Ended;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import io.headgate.deploy.acceptance.checker.evidence.Log;
import io.headgate.deploy.acceptance.checker.evidence.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** I2. No id has more terminal events than it was accepted, and no record was admitted twice. */
final class NoRequestEndsTwice implements Judge {
    @Override
    public Judgement judge(Evidence evidence) {
        Log log = evidence.log();
        Offences offences = new Offences();
        Map<Key, Acceptances.Accepted> accepted =
                Acceptances.of(log.admissions()).byKey();
        Map<Key, List<Place>> places = new HashMap<>();
        for (Ended ended : log.results()) {
            places.merge(ended.key(), List.of(ended.place()), NoRequestEndsTwice::both);
        }
        places.forEach((key, ends) -> {
            Acceptances.Accepted known = accepted.get(key);
            int allowed = known == null ? 1 : known.most();
            if (ends.size() > allowed) {
                offences.add(key, "has %d terminal events: %s".formatted(ends.size(), ends));
            }
        });
        Set<Place> origins = new HashSet<>();
        for (Admitted admitted : log.admissions()) {
            if (admitted.origin() != null && !origins.add(admitted.origin())) {
                offences.add(admitted.key(), "was admitted twice from " + admitted.origin());
            }
        }
        return offences.judgement(
                Invariant.I2,
                "%,d terminal events of %,d ids".formatted(log.results().size(), places.size()));
    }

    private static List<Place> both(List<Place> some, List<Place> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
