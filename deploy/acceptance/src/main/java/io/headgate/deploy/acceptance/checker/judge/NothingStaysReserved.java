package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Judgement;
import io.headgate.deploy.acceptance.checker.evidence.Dispatched;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import io.headgate.deploy.acceptance.checker.evidence.Log;
import io.headgate.deploy.acceptance.checker.evidence.QuotaTold;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * I6. What is reserved of a limit is what open attempts hold of it: those that were dispatched and have no outcome. At
 * rest there are none, and it is nothing. What requests hold for themselves while they wait (a place in flight, a request)
 * is looked at where none waits.
 */
final class NothingStaysReserved implements Judge {
    @Override
    public Judgement judge(Evidence evidence) {
        Log log = evidence.log();
        if (log.quotas().isEmpty()) {
            return Offences.notJudged(Invariant.I6, "no limit was used");
        }
        List<Dispatched> open = open(log);
        Set<String> unended = unended(log);
        Offences offences = new Offences();
        int looked = 0;
        for (QuotaTold told : Quotas.lastByLimit(log.quotas()).values()) {
            boolean ofAttempts = told.limited().measure().equals("tokens")
                    || told.limited().measure().equals("cost");
            if (!ofAttempts && unended.contains(told.limited().tenant())) {
                continue;
            }
            looked++;
            BigDecimal held = ofAttempts ? held(told, open) : BigDecimal.ZERO;
            if (told.reserved().compareTo(held) != 0) {
                offences.add(
                        told.limited(),
                        "%s is reserved, and open attempts hold %s"
                                .formatted(told.reserved().toPlainString(), held.toPlainString()));
            }
        }
        return offences.judgement(Invariant.I6, "%,d limits, %,d open attempts".formatted(looked, open.size()));
    }

    private static List<Dispatched> open(Log log) {
        Set<Key> over = new HashSet<>();
        log.attempts().forEach(attempt -> over.add(attempt.attempt()));
        return log.dispatches().stream()
                .filter(dispatched -> !over.contains(dispatched.attempt()))
                .toList();
    }

    private static Set<String> unended(Log log) {
        Set<Key> ended = Ends.counts(log).keySet();
        Set<String> tenants = new HashSet<>();
        Acceptances.of(log.admissions()).byKey().forEach((key, accepted) -> {
            if (accepted.least() > 0 && !ended.contains(key)) {
                tenants.add(key.tenant());
            }
        });
        return tenants;
    }

    private static BigDecimal held(QuotaTold told, List<Dispatched> open) {
        return open.stream()
                .filter(dispatched ->
                        dispatched.attempt().tenant().equals(told.limited().tenant()))
                .filter(dispatched -> told.limited().counts(dispatched.project(), dispatched.model()))
                .map(dispatched -> Charges.held(told.limited(), dispatched))
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
