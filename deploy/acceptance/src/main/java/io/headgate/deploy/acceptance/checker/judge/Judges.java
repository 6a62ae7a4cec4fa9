package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.Verdict;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;
import java.time.Duration;
import java.util.List;

/** All judges, in order of the invariants. */
public final class Judges {
    private Judges() {}

    /** A judgement for each invariant, where all clocks are right. */
    public static Verdict judge(Evidence evidence) {
        return judge(evidence, Duration.ZERO);
    }

    /**
     * A judgement for each invariant.
     *
     * @param clocksBehind by how much clocks of its services were set back
     */
    public static Verdict judge(Evidence evidence, Duration clocksBehind) {
        return new Verdict(
                all(clocksBehind).stream().map(judge -> judge.judge(evidence)).toList());
    }

    private static List<Judge> all(Duration clocksBehind) {
        return List.of(
                new EveryRequestEnds(),
                new NoRequestEndsTwice(),
                new OnlyAcceptedRequestsEnd(),
                new RepliesWereSent(),
                new MeteredAsBilled(),
                new NothingStaysReserved(),
                new BooksAddUp(),
                new LimitsHold(),
                new TenantsAreApart(),
                new RepeatsAreBounded(),
                new CallsAreInTime(clocksBehind),
                new NothingHangs(),
                new TotalsAreExact(),
                new SecretsStaySecret(),
                new BatchLinesEnd(),
                new ReplaysStandAlone());
    }
}
