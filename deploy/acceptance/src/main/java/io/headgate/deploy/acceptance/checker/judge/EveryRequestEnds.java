package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Judgement;
import io.headgate.deploy.acceptance.checker.evidence.Admitted;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import io.headgate.deploy.acceptance.checker.evidence.Log;
import io.headgate.deploy.acceptance.checker.evidence.Noticed;
import io.headgate.deploy.acceptance.checker.evidence.Place;
import io.headgate.deploy.acceptance.checker.evidence.Published;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * I1. What clients published was admitted or buried, each record of it; what was admitted and is no repeat has a terminal
 * event. A request that was told to wait, and whose deadline is to come, is open and not lost.
 */
final class EveryRequestEnds implements Judge {
    @Override
    public Judgement judge(Evidence evidence) {
        Log log = evidence.log();
        Optional<String> obstacle = Ends.obstacle(log);
        if (obstacle.isPresent()) {
            return Offences.notJudged(Invariant.I1, obstacle.get());
        }
        Offences offences = new Offences();
        taken(log, offences);
        offences.addAll(log.unreadable());
        Acceptances acceptances = Acceptances.of(log.admissions());
        int open = ended(log, acceptances, offences);
        String counted = "%,d published, %,d accepted, %,d repeats absorbed, %,d dead letters, %,d terminal events"
                .formatted(
                        log.published().size(),
                        acceptances.byKey().size(),
                        acceptances.absorbed(),
                        log.buried().size(),
                        log.results().size());
        return open == 0
                ? offences.judgement(Invariant.I1, counted)
                : offences.judgementUnless(
                        Invariant.I1, counted, "%,d requests still wait, before their deadline".formatted(open));
    }

    private static void taken(Log log, Offences offences) {
        Set<Place> origins = new HashSet<>();
        log.admissions().stream().map(Admitted::origin).forEach(origins::add);
        for (Published published : log.published()) {
            boolean buried = log.buried().contains(published.place());
            if (!buried && !origins.contains(published.place())) {
                offences.add(published.place(), "was published, and neither admitted nor buried");
            } else if (buried && published.attributable()) {
                offences.add(
                        published.place(),
                        "is a dead letter, though it is of tenant "
                                + published.tenants().getFirst());
            }
        }
    }

    /** How many are open. */
    private static int ended(Log log, Acceptances acceptances, Offences offences) {
        Map<Key, Integer> ends = Ends.counts(log);
        Set<Key> waiting = new HashSet<>();
        log.notices().stream()
                .filter(notice -> notice.kind().equals(Noticed.WAITING))
                .forEach(notice -> waiting.add(notice.key()));
        int open = 0;
        for (Map.Entry<Key, Acceptances.Accepted> accepted : acceptances.byKey().entrySet()) {
            int seen = ends.getOrDefault(accepted.getKey(), 0);
            Admitted last = accepted.getValue().last();
            if (seen >= accepted.getValue().least()) {
                continue;
            }
            if (waiting.contains(accepted.getKey()) && last.deadline() > log.readAt()) {
                open++;
            } else {
                offences.add(accepted.getKey(), "was accepted (%s) and has no terminal event".formatted(last.place()));
            }
        }
        return open;
    }
}
