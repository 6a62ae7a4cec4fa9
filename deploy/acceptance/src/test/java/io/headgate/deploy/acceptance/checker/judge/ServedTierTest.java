package io.headgate.deploy.acceptance.checker.judge;

import static io.headgate.deploy.acceptance.checker.judge.Judged.breaks;
import static io.headgate.deploy.acceptance.checker.judge.Judged.breaksNothing;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.evidence.LedgerRow;
import io.headgate.deploy.acceptance.checker.evidence.Metered;
import io.headgate.deploy.acceptance.checker.evidence.UpstreamCall;
import io.headgate.deploy.acceptance.checker.evidence.Usage;
import org.junit.jupiter.api.Test;

/** The tier that a provider served at: the same in its bill, in the log and in the books. */
class ServedTierTest {
    @Test
    void aCallThatWasBilledAtAnotherTierBreaksI5() {
        breaks(Invariant.I5, "acme/r-1/1", run -> run.calls.set(1, at(Usage.BATCH, run.calls.get(1))));
    }

    @Test
    void aRowOfAnotherTierBreaksI7() {
        breaks(Invariant.I7, "acme/r-1/1", run -> run.ledger.set(1, at(Usage.BATCH, run.ledger.get(1))));
    }

    /** The price of the run quotes none. */
    @Test
    void batchRatesAreThePrice_whereNoneAreQuoted() {
        breaksNothing(run -> served(run, Usage.BATCH));
    }

    @Test
    void aTierWithoutAPriceThatIsBilledAtThePriceBreaksI13() {
        breaks(Invariant.I13, "acme/r-1/1", run -> served(run, "priority"));
    }

    private static void served(Run run, String tier) {
        run.calls.set(1, at(tier, run.calls.get(1)));
        run.attempts.set(1, at(tier, run.attempts.get(1)));
        run.ledger.set(1, at(tier, run.ledger.get(1)));
    }

    private static Metered at(String tier, Metered of) {
        return new Metered(
                of.place(),
                of.attempt(),
                of.request(),
                of.provider(),
                of.model(),
                of.project(),
                of.status(),
                new Usage(Run.USAGE.quantities(), false, tier),
                of.cost(),
                of.currency(),
                of.startedAt(),
                of.upstreamId(),
                of.dispatchedAt());
    }

    private static LedgerRow at(String tier, LedgerRow of) {
        return new LedgerRow(
                of.kind(),
                of.attempt(),
                of.model(),
                of.startedAt(),
                of.month(),
                new Usage(Run.USAGE.quantities(), false, tier),
                of.cost(),
                of.currency(),
                of.partition(),
                of.offset(),
                of.boundIn(),
                of.dispatchedAt());
    }

    private static UpstreamCall at(String tier, UpstreamCall of) {
        return new UpstreamCall(
                of.sequence(),
                of.provider(),
                of.attemptId(),
                of.receivedAt(),
                of.status(),
                of.billed(),
                of.promptTokens(),
                of.cachedTokens(),
                of.completionTokens(),
                of.reasoningTokens(),
                of.bodySha256(),
                of.asSent(),
                of.fault(),
                tier);
    }
}
