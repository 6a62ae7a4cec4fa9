package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Judgement;
import io.headgate.deploy.acceptance.checker.evidence.Dispatched;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import io.headgate.deploy.acceptance.checker.evidence.Log;
import io.headgate.deploy.acceptance.checker.evidence.Metered;
import io.headgate.deploy.acceptance.checker.evidence.Sum;
import io.headgate.deploy.acceptance.checker.evidence.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * I13. The cost of each attempt is what its usage costs at the price that was stamped on its dispatch, worked out anew;
 * and what the stream added up, increment by increment, is what the attempts of the log add up to.
 */
final class TotalsAreExact implements Judge {
    @Override
    public Judgement judge(Evidence evidence) {
        Log log = evidence.log();
        if (log.attempts().isEmpty()) {
            return Offences.notJudged(Invariant.I13, "no attempt was made");
        }
        Map<Key, Dispatched> dispatches = new HashMap<>();
        log.dispatches().forEach(dispatched -> dispatches.put(dispatched.attempt(), dispatched));
        Offences offences = new Offences();
        Map<Sum.Line, Sum> expected = new HashMap<>();
        int worked = 0;
        for (Metered metered : log.attempts()) {
            Dispatched dispatched = dispatches.get(metered.attempt());
            BigDecimal cost = metered.cost();
            if (dispatched != null) {
                worked++;
                cost = Arithmetic.cost(metered, dispatched.price());
                compare(metered, cost, dispatched, offences);
            }
            expected.merge(line(metered, dispatched), sum(metered, cost), Sum::plus);
        }
        if (!log.cut().contains("attempts") && !log.cut().contains("increments")) {
            Differences.of(expected, log.increments())
                    .forEach((line, both) -> offences.add(
                            line,
                            "the attempts add up to %s, the increments to %s".formatted(both.left(), both.right())));
        }
        return offences.judgement(
                Invariant.I13,
                "%,d costs worked out anew of %,d attempts, %,d lines of increments"
                        .formatted(
                                worked, log.attempts().size(), log.increments().size()));
    }

    private static void compare(Metered metered, @Nullable BigDecimal cost, Dispatched at, Offences offences) {
        BigDecimal seen = metered.cost();
        if (!Amounts.same(seen, cost)) {
            offences.add(
                    metered.attempt(),
                    "is booked at %s; %s at price %s cost %s"
                            .formatted(
                                    told(seen),
                                    metered.usage(),
                                    at.price() == null ? "none" : at.price().id(),
                                    told(cost)));
        }
    }

    private static Sum.Line line(Metered metered, @Nullable Dispatched dispatched) {
        String month = YearMonth.from(Instant.ofEpochMilli(metered.startedAt()).atOffset(ZoneOffset.UTC))
                .toString();
        return new Sum.Line(month, metered.attempt().tenant(), metered.model(), currency(metered, dispatched));
    }

    /** Of what it cost, or of the most it can have cost where nobody knows what it used; empty for what is unpriced. */
    private static String currency(Metered metered, @Nullable Dispatched dispatched) {
        if (metered.currency() != null) {
            return metered.currency();
        }
        boolean untold = metered.status() == Metered.Status.UNKNOWN && metered.usage() == null;
        String bound = untold && dispatched != null ? dispatched.held().currency() : null;
        return bound == null ? "" : bound;
    }

    private static Sum sum(Metered metered, @Nullable BigDecimal cost) {
        Usage usage = metered.usage();
        return new Sum(
                1,
                usage == null ? 0 : usage.inputTokens(),
                usage == null ? 0 : usage.outputTokens(),
                cost == null ? BigDecimal.ZERO : cost);
    }

    private static String told(@Nullable BigDecimal cost) {
        return cost == null ? "no price" : cost.stripTrailingZeros().toPlainString();
    }
}
