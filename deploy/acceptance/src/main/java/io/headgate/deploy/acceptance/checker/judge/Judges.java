package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.Verdict;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;
import java.util.List;

/** All judges, in order of the invariants. */
public final class Judges {
    private static final List<Judge> ALL = List.of(
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
            new CallsAreInTime(),
            new NothingHangs(),
            new TotalsAreExact(),
            new SecretsStaySecret(),
            new BatchLinesEnd(),
            new ReplaysStandAlone());

    private Judges() {}

    /** A judgement for each invariant. */
    public static Verdict judge(Evidence evidence) {
        return new Verdict(ALL.stream().map(judge -> judge.judge(evidence)).toList());
    }
}
