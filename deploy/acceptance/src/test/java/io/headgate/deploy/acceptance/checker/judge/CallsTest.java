package io.headgate.deploy.acceptance.checker.judge;

import static io.headgate.deploy.acceptance.checker.judge.Judged.breaks;
import static io.headgate.deploy.acceptance.checker.judge.Judged.breaksNothing;
import static io.headgate.deploy.acceptance.checker.judge.Judged.leavesUnjudged;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.evidence.Cancelled;
import io.headgate.deploy.acceptance.checker.evidence.Dispatched;
import io.headgate.deploy.acceptance.checker.evidence.Ended;
import io.headgate.deploy.acceptance.checker.evidence.Intended;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import io.headgate.deploy.acceptance.checker.evidence.LedgerRow;
import io.headgate.deploy.acceptance.checker.evidence.Metered;
import io.headgate.deploy.acceptance.checker.evidence.Metered.Status;
import io.headgate.deploy.acceptance.checker.evidence.Sum;
import io.headgate.deploy.acceptance.checker.evidence.UpstreamCall;
import io.headgate.deploy.acceptance.checker.evidence.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** I4, I5, I10 and I11: what providers received, sent and billed. */
class CallsTest {
    @Test
    void withoutTheSimulatorItsSideIsNotJudged() {
        for (Invariant invariant : new Invariant[] {Invariant.I4, Invariant.I5, Invariant.I11}) {
            leavesUnjudged(invariant, run -> run.withSimulator = false);
        }
    }

    @Test
    void aReplyThatNobodySentBreaksI4() {
        breaks(Invariant.I4, "acme/r-1", run -> run.results.set(1, reply(run, 1, "made-up")));
    }

    @Test
    void anotherAttemptsReplyBreaksI4() {
        breaks(Invariant.I4, "acme/r-1", run -> run.results.set(1, reply(run, 1, "sha-r-2")));
    }

    @Test
    void aMaskedPromptsAnswerMayDiffer_butItsCallMustBeThere() {
        breaksNothing(run -> {
            run.results.set(1, reply(run, 1, "restored"));
            run.dispatches.set(1, redacted(run.dispatches.get(1)));
        });
    }

    @Test
    void aReplyThatWasPutTogetherDiffers_butItsCallMustBeThere() {
        breaksNothing(run -> {
            run.results.set(1, reply(run, 1, "translated"));
            run.calls.set(1, inPieces(run.calls.get(1)));
        });
        breaks(Invariant.I4, "acme/r-1", run -> {
            run.results.set(1, reply(run, 1, "translated"));
            run.calls.set(0, inPieces(run.calls.get(0)));
        });
    }

    @Test
    void otherTokensThanWereBilledBreakI5() {
        breaks(Invariant.I5, "acme/r-1/1", run -> run.calls.set(1, billing(run.calls.get(1), 11)));
    }

    @Test
    void aBilledCallThatIsInNoAttemptBreaksI5_unlessACrashCutItOff() {
        breaks(Invariant.I5, "r-1/1", run -> {
            run.calls.add(Run.call(9, "r-1/1", true, Run.NOON + 30));
            run.intents.add(new Intended(Run.attempt("r-1", 1), "sim", "w-1", 2, Run.NOON + 10, Run.NOON));
        });
        breaksNothing(run -> {
            run.calls.add(Run.call(9, "r-1/1", true, Run.NOON + 30));
            run.intents.add(new Intended(Run.attempt("r-1", 1), "sim", "w-2", 1, Run.NOON + 5, Run.NOON));
        });
    }

    @Test
    void whatACrashCutOffIsListedApart() {
        var verdict = Judged.after(run -> {
            run.calls.add(Run.call(9, "r-1/1", true, Run.NOON + 30));
            run.intents.add(new Intended(Run.attempt("r-1", 1), "sim", "w-2", 1, Run.NOON + 5, Run.NOON));
        });
        assertThat(verdict.text()).contains("3 attempts as billed").contains("1 calls of unknown fate with 15 tokens");
    }

    @Test
    void aCallThatWasNotAnnouncedBreaksI5() {
        breaks(Invariant.I5, "r-1/1", run -> run.intents.remove(1));
    }

    @Test
    void anAttemptThatIsMeteredTwiceBreaksI5() {
        var verdict = Judged.after(
                run -> run.attempts.add(Run.metered(9, "r-1", 1, Status.COMPLETED, Run.USAGE, Run.COST, 1)));
        assertThat(verdict.broken()).contains(Invariant.I5, Invariant.I7, Invariant.I13);
        assertThat(verdict.text()).contains("acme/r-1/1: was metered twice");
    }

    @Test
    void anAttemptThatTwoWorkersEndedBreaksI5_thoughBothCallsWereBilled() {
        var verdict = Judged.after(run -> {
            run.calls.add(Run.call(9, "r-1/1", true, Run.NOON + 30));
            run.intents.add(new Intended(Run.attempt("r-1", 1), "sim", "w-2", 1, Run.NOON + 5_000, Run.NOON));
            run.attempts.add(
                    startedAt(Run.metered(9, "r-1", 1, Status.COMPLETED, Run.USAGE, Run.COST, 9), Run.NOON + 5_000));
        });
        assertThat(verdict.broken()).contains(Invariant.I5);
        assertThat(verdict.text()).contains("acme/r-1/1: was metered twice, at headgate.attempts-0@1 and at");
    }

    @Test
    void anOrphanThatHasAnOutcomeBreaksI5() {
        breaks(
                Invariant.I5,
                "acme/r-1/1",
                run -> run.ledger.add(new LedgerRow(
                        LedgerRow.Kind.ORPHAN,
                        Run.attempt("r-1", 1),
                        "sim-1",
                        Run.NOON + 10,
                        "2026-11",
                        new Usage(Map.of(), false),
                        null,
                        null,
                        0,
                        0)));
    }

    @Test
    void callsOfOthersAreNoneOfOurs() {
        breaksNothing(run ->
                run.calls.add(new UpstreamCall(77, "sim", null, Run.NOON, 200, true, 1, 0, 1, 0, "other", true, null)));
    }

    @Test
    void repeatsBeyondTheBudgetBreakI10() {
        breaksNothing(run -> repeats(run, 3));
        breaks(Invariant.I10, "sim", run -> repeats(run, 4));
    }

    @Test
    void whatTheRouterSendsThereAgainIsARepeatToo() {
        breaks(Invariant.I10, "sim", run -> {
            for (int number = 2; number <= 5; number++) {
                failedAgain(run, number);
            }
            Sum sum = new Sum(7, 30, 15, new BigDecimal("0.00012"));
            run.increments.put(Run.LINE, sum);
            run.rollups.values().forEach(sums -> sums.put(Run.LINE, sum));
        });
    }

    @Test
    void aLifeThatACrashBeginsBringsThreeRepeats() {
        breaksNothing(run -> {
            repeats(run, 6);
            run.intents.add(new Intended(Run.attempt("r-1", 1), "sim", "w-1", 1, Run.NOON + 20_000, Run.NOON));
        });
    }

    @Test
    void aCallAfterItsDeadlineBreaksI11() {
        breaksNothing(run -> run.calls.set(1, Run.call(1, "r-1/1", true, Run.DEADLINE + 1_000)));
        breaks(Invariant.I11, "r-1/1", run -> run.calls.set(1, Run.call(1, "r-1/1", true, Run.DEADLINE + 1_001)));
    }

    @Test
    void aWorkersClockThatWasSetBackIsAllowedFor() {
        Run late = Run.sound();
        late.calls.set(1, Run.call(1, "r-1/1", true, Run.DEADLINE + 8_000));

        assertThat(Judges.judge(late.evidence(), Duration.ofSeconds(7)).broken())
                .isEmpty();
        assertThat(Judges.judge(late.evidence(), Duration.ofMillis(6_999)).broken())
                .containsExactly(Invariant.I11);
    }

    @Test
    void aCallAfterItsCancelWasHeardBreaksI11() {
        breaksNothing(run -> run.cancels.add(new Cancelled(new Key("acme", "r-1"), Run.NOON)));
        breaks(Invariant.I11, "r-1/1", run -> {
            run.cancels.add(new Cancelled(new Key("acme", "r-1"), Run.NOON));
            run.calls.set(1, Run.call(1, "r-1/1", true, Run.NOON + 3_001));
        });
    }

    /** Calls of r-0 that failed and were repeated in place. */
    private static void repeats(Run run, int count) {
        for (int i = 0; i < count; i++) {
            run.intents.add(new Intended(Run.attempt("r-0", 1), "sim", "w-1", 2 + i, Run.NOON + 10, Run.NOON));
        }
    }

    /** An attempt of r-1 at the same provider, after all others, that failed and cost nothing. */
    private static void failedAgain(Run run, int number) {
        int offset = 9 + number;
        run.dispatches.add(Run.dispatched("r-1", number, number - 1));
        run.intents.add(new Intended(Run.attempt("r-1", number), "sim", "w-1", 1, Run.NOON + number, Run.NOON));
        run.attempts.add(Run.metered(offset, "r-1", number, Status.RETRYABLE, null, BigDecimal.ZERO, 90 + number));
        run.ledger.add(new LedgerRow(
                LedgerRow.Kind.ATTEMPT,
                Run.attempt("r-1", number),
                "sim-1",
                Run.NOON + 10,
                "2026-11",
                new Usage(Map.of(), false),
                BigDecimal.ZERO,
                "USD",
                0,
                offset,
                null,
                Run.NOON));
    }

    private static Metered startedAt(Metered of, long at) {
        return new Metered(
                of.place(),
                of.attempt(),
                of.request(),
                of.provider(),
                of.model(),
                of.project(),
                of.status(),
                of.usage(),
                of.cost(),
                of.currency(),
                at,
                of.upstreamId(),
                of.dispatchedAt());
    }

    private static Ended reply(Run run, int index, String sha256) {
        Ended ended = run.results.get(index);
        return new Ended(ended.place(), ended.key(), ended.completedBy(), sha256);
    }

    private static Dispatched redacted(Dispatched of) {
        return new Dispatched(
                of.place(),
                of.attempt(),
                of.request(),
                of.provider(),
                of.model(),
                of.project(),
                of.dispatchedAt(),
                of.deadline(),
                of.held(),
                of.price(),
                of.earlierCalls(),
                true,
                of.revision());
    }

    private static UpstreamCall inPieces(UpstreamCall of) {
        return with(of, of.promptTokens(), false);
    }

    private static UpstreamCall billing(UpstreamCall of, long prompt) {
        return with(of, prompt, of.asSent());
    }

    private static UpstreamCall with(UpstreamCall of, long prompt, boolean asSent) {
        return new UpstreamCall(
                of.sequence(),
                of.provider(),
                of.attemptId(),
                of.receivedAt(),
                of.status(),
                of.billed(),
                prompt,
                of.cachedTokens(),
                of.completionTokens(),
                of.reasoningTokens(),
                of.bodySha256(),
                asSent,
                of.fault());
    }
}
