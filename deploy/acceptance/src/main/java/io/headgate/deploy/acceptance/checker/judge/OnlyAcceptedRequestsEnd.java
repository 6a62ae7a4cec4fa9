package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Judgement;
import io.headgate.deploy.acceptance.checker.evidence.Admitted;
import io.headgate.deploy.acceptance.checker.evidence.Ended;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import io.headgate.deploy.acceptance.checker.evidence.Log;
import io.headgate.deploy.acceptance.checker.evidence.Place;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * I3. Each terminal event is of a request that was accepted, and each admission of a record that was published. An
 * internal record that cannot be read, and bears an id, has an end too.
 */
final class OnlyAcceptedRequestsEnd implements Judge {
    @Override
    public Judgement judge(Evidence evidence) {
        Log log = evidence.log();
        Optional<String> obstacle = Ends.obstacle(log);
        if (obstacle.isPresent()) {
            return Offences.notJudged(Invariant.I3, obstacle.get());
        }
        Offences offences = new Offences();
        Set<Key> accepted = Acceptances.of(log.admissions()).byKey().keySet();
        for (Ended ended : log.results()) {
            if (!accepted.contains(ended.key()) && !log.unreadableKeys().contains(ended.key())) {
                offences.add(ended.key(), "ended (%s) and was never accepted".formatted(ended.place()));
            }
        }
        Set<Place> published = new HashSet<>();
        log.published().forEach(record -> published.add(record.place()));
        for (Admitted admitted : log.admissions()) {
            if (admitted.origin() != null && !published.contains(admitted.origin())) {
                offences.add(
                        admitted.key(), "was admitted from %s, which holds no record".formatted(admitted.origin()));
            }
        }
        return offences.judgement(
                Invariant.I3,
                "%,d terminal events, %,d admissions"
                        .formatted(log.results().size(), log.admissions().size()));
    }
}
