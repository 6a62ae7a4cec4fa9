package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Judgement;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;
import io.headgate.deploy.acceptance.checker.evidence.Log;
import io.headgate.deploy.acceptance.checker.evidence.QuotaTold;
import io.headgate.deploy.acceptance.checker.evidence.QuotaTold.Window;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * I8. At every step that was told, spent and reserved are within the limit, but for what attempts used beyond what they
 * held. And so is what the log adds up to: the router's own account is not believed. A limit that was lowered in its
 * window is held against the highest that it was.
 */
final class LimitsHold implements Judge {
    @Override
    public Judgement judge(Evidence evidence) {
        Log log = evidence.log();
        List<QuotaTold> steps =
                log.quotas().stream().filter(step -> step.limit() != null).toList();
        if (steps.isEmpty()) {
            return Offences.notJudged(Invariant.I8, "no limit was used");
        }
        Offences offences = new Offences();
        Map<Window, BigDecimal> highest = new HashMap<>();
        BigDecimal overshot = BigDecimal.ZERO;
        for (QuotaTold step : steps.stream()
                .sorted(Comparator.comparingLong(QuotaTold::order))
                .toList()) {
            BigDecimal limit = highest.merge(step.inWindow(), amount(step), BigDecimal::max);
            BigDecimal used = step.spent().add(step.reserved()).subtract(step.overshot());
            if (used.compareTo(limit) > 0) {
                offences.add(
                        step.inWindow(),
                        "%s spent and %s reserved, of it %s overshot, exceed the limit %s"
                                .formatted(
                                        step.spent().toPlainString(),
                                        step.reserved().toPlainString(),
                                        step.overshot().toPlainString(),
                                        limit.toPlainString()));
            }
            overshot = overshot.max(step.overshot());
        }
        int worked = fromTheLog(log, highest, offences);
        return offences.judgement(
                Invariant.I8,
                "%,d steps of %,d windows, %,d of them worked out from the log; the most that was overshot is %s"
                        .formatted(
                                steps.size(),
                                highest.size(),
                                worked,
                                overshot.stripTrailingZeros().toPlainString()));
    }

    /** How many windows could be worked out. */
    private static int fromTheLog(Log log, Map<Window, BigDecimal> highest, Offences offences) {
        Charges charges = new Charges(log);
        int worked = 0;
        for (QuotaTold told : Quotas.lastByWindow(log.quotas()).values()) {
            BigDecimal limit = highest.get(told.inWindow());
            if (limit == null || !Charges.covers(told.limited())) {
                continue;
            }
            Charges.Spent spent = charges.in(told);
            // A limit that may have begun in mid-window counts what came before it only if the router says so itself.
            if (charges.mayHaveChanged(told) && told.spent().compareTo(spent.spent()) < 0) {
                continue;
            }
            worked++;
            BigDecimal within = spent.within();
            if (within.compareTo(limit) > 0) {
                offences.add(
                        told.inWindow(),
                        "attempts held and used %s of it by the log, which exceeds the limit %s"
                                .formatted(within.toPlainString(), limit.toPlainString()));
            }
        }
        return worked;
    }

    private static BigDecimal amount(QuotaTold step) {
        return step.limit() == null ? BigDecimal.ZERO : step.limit();
    }
}
