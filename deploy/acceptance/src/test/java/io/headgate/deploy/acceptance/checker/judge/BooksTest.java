package io.headgate.deploy.acceptance.checker.judge;

import static io.headgate.deploy.acceptance.checker.judge.Judged.breaks;
import static io.headgate.deploy.acceptance.checker.judge.Judged.breaksNothing;
import static io.headgate.deploy.acceptance.checker.judge.Judged.leavesUnjudged;
import static java.util.Objects.requireNonNull;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.evidence.Intended;
import io.headgate.deploy.acceptance.checker.evidence.LedgerRow;
import io.headgate.deploy.acceptance.checker.evidence.Metered.Status;
import io.headgate.deploy.acceptance.checker.evidence.Sum;
import io.headgate.deploy.acceptance.checker.evidence.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** I6 to I8 and I13: limits, ledger, rollups, costs. */
class BooksTest {
    private static final String WINDOW = "acme cost USD month from 2026-11-01T00:00:00Z";
    private static final String LINE = "acme 2026-11 on sim-1 in USD";

    @Test
    void whatStaysReservedAtRestBreaksI6() {
        breaks(
                List.of(Invariant.I6, Invariant.I7),
                "acme cost USD month",
                run -> run.quotas.set(1, Run.told("1", "0.00012", "0.0001", "0", 2)));
    }

    @Test
    void whatAnOpenAttemptHoldsIsReserved() {
        breaks(List.of(Invariant.I6), "acme cost USD month", run -> run.dispatches.add(Run.dispatched("r-2", 2, 1)));
        breaksNothing(run -> {
            run.dispatches.add(Run.dispatched("r-2", 2, 1));
            run.quotas.set(1, Run.told("1", "0.00012", "0.0002", "0", 2));
            run.shown.set(0, run.quotas.get(1));
        });
    }

    @Test
    void anAttemptThatIsNotInTheLedgerBreaksI7() {
        breaks(Invariant.I7, "acme/r-1/1", run -> {
            run.ledger.remove(1);
            less(run);
        });
    }

    @Test
    void aRowOfNoCommittedAttemptBreaksI7() {
        breaks(Invariant.I7, "acme/r-9/1", run -> {
            run.ledger.add(Run.row(9, "r-9", Run.COST));
            run.rollups.values().forEach(sums -> sums.put(Run.LINE, sum(4, 40, 20, "0.00016")));
        });
    }

    @Test
    void aRowThatIsBookedTwiceBreaksI7() {
        breaks(Invariant.I7, "acme/r-1/1", run -> {
            run.ledger.add(Run.row(1, "r-1", Run.COST));
            run.rollups.values().forEach(sums -> sums.put(Run.LINE, sum(4, 40, 20, "0.00016")));
        });
    }

    @Test
    void aRowWithAnotherCostBreaksI7() {
        breaks(Invariant.I7, "acme/r-1/1", run -> {
            run.ledger.set(1, Run.row(1, "r-1", new BigDecimal("0.00005")));
            run.rollups.values().forEach(sums -> sums.put(Run.LINE, sum(3, 30, 15, "0.00013")));
        });
    }

    @Test
    void anIncrementThatIsAddedTwiceToOneRollupBreaksI7() {
        breaks(
                Invariant.I7,
                LINE,
                run -> requireNonNull(run.rollups.get("rollup_day")).put(Run.LINE, sum(6, 60, 30, "0.00024")));
    }

    @Test
    void aCorrectionIsInLedgerAndRollups_andNoAttempt() {
        breaksNothing(run -> {
            run.ledger.add(new LedgerRow(
                    LedgerRow.Kind.CORRECTION,
                    Run.attempt("r-1", 1),
                    "sim-1",
                    Run.NOON,
                    "2026-11",
                    new Usage(Map.of(), false),
                    new BigDecimal("0.00001"),
                    "USD",
                    -1,
                    1));
            run.rollups.values().forEach(sums -> sums.put(Run.LINE, sum(3, 30, 15, "0.00013")));
        });
    }

    @Test
    void whatTheRouterSpentIsWhatTheLogAddsUpTo() {
        breaks(Invariant.I7, WINDOW, run -> {
            run.quotas.set(1, Run.told("1", "0.00008", "0", "0", 2));
            run.shown.set(0, run.quotas.get(1));
        });
    }

    @Test
    void whatPostgresShowsIsWhatTheRouterTold() {
        breaks(Invariant.I7, WINDOW, run -> run.shown.set(0, Run.told("1", "0.00008", "0", "0", 1)));
        breaks(Invariant.I7, WINDOW, run -> run.shown.clear());
    }

    @Test
    void anAttemptOfUnknownFateCountsAsAllThatItHeld() {
        breaksNothing(run -> {
            run.attempts.set(1, Run.metered(1, "r-1", 1, Status.UNKNOWN, null, null, 1));
            run.results.set(
                    1,
                    new io.headgate.deploy.acceptance.checker.evidence.Ended(
                            run.results.get(1).place(), run.results.get(1).key(), null, null));
            run.ledger.set(
                    1,
                    new LedgerRow(
                            LedgerRow.Kind.ATTEMPT,
                            Run.attempt("r-1", 1),
                            "sim-1",
                            Run.NOON + 10,
                            "2026-11",
                            new Usage(Map.of(), false),
                            null,
                            null,
                            0,
                            1,
                            "USD",
                            Run.NOON));
            run.rollups.values().forEach(sums -> sums.put(Run.LINE, sum(3, 20, 10, "0.00008")));
            run.increments.put(Run.LINE, sum(3, 20, 10, "0.00008"));
            run.quotas.set(1, Run.told("1", "0.00028", "0", "0", 2));
            run.shown.set(0, run.quotas.get(1));
        });
    }

    @Test
    void aCallThatACrashCutOffCountsAsAllThatItsAttemptHeld_once() {
        Intended cutOff = new Intended(Run.attempt("r-1", 1), "sim", "w-1", 1, Run.NOON + 5, Run.NOON);
        breaks(Invariant.I7, WINDOW, run -> {
            run.orphans.add(cutOff);
            run.ledger.add(orphan(Run.NOON));
        });
        breaksNothing(run -> {
            run.orphans.add(cutOff);
            run.orphans.add(cutOff);
            run.ledger.add(orphan(Run.NOON));
            charged(run);
        });
    }

    @Test
    void anOrphanThatIsInNoRowBreaksI7() {
        breaks(Invariant.I7, "acme/r-1/1", run -> {
            run.orphans.add(new Intended(Run.attempt("r-1", 1), "sim", "w-1", 1, Run.NOON + 5, Run.NOON));
            charged(run);
        });
    }

    @Test
    void anotherMomentOfDispatchThanTheDispatchHasBreaksI7() {
        breaks(Invariant.I7, "acme/r-1/1", run -> {
            run.orphans.add(new Intended(Run.attempt("r-1", 1), "sim", "w-1", 1, Run.NOON + 5, Run.NOON + 1));
            run.ledger.add(orphan(Run.NOON + 1));
            charged(run);
        });
    }

    @Test
    void anotherMomentOfDispatchInTheLedgerBreaksI7() {
        breaks(Invariant.I7, "acme/r-1/1", run -> {
            run.orphans.add(new Intended(Run.attempt("r-1", 1), "sim", "w-1", 1, Run.NOON + 5, Run.NOON));
            run.ledger.add(orphan(Run.NOON + 1));
            charged(run);
        });
    }

    /** A row of the call that a crash cut off of r-1, which began 5 ms after its dispatch. */
    private static LedgerRow orphan(long dispatchedAt) {
        return new LedgerRow(
                LedgerRow.Kind.ORPHAN,
                Run.attempt("r-1", 1),
                "sim-1",
                Run.NOON + 5,
                "2026-11",
                new Usage(Map.of(), false),
                null,
                null,
                0,
                0,
                null,
                dispatchedAt);
    }

    /** Three attempts, and all that one of them held once more. */
    private static void charged(Run run) {
        run.quotas.set(1, Run.told("1", "0.00032", "0", "0", 2));
        run.shown.set(0, run.quotas.get(1));
    }

    @Test
    void withoutTheBooksI7IsNotJudged() {
        leavesUnjudged(Invariant.I7, run -> run.withBooks = false);
    }

    @Test
    void aStepBeyondTheLimitBreaksI8() {
        breaks(Invariant.I8, WINDOW, run -> run.quotas.set(0, Run.told("1", "0.9", "0.2", "0", 1)));
        breaksNothing(run -> run.quotas.set(0, Run.told("1", "0.9", "0.2", "0.1", 1)));
    }

    @Test
    void aLimitThatWasLoweredIsHeldAgainstWhatItWas() {
        breaksNothing(run -> {
            run.quotas.set(1, Run.told("0.0001", "0.00012", "0", "0", 2));
            run.shown.set(0, run.quotas.get(1));
        });
    }

    @Test
    void theRoutersOwnAccountIsNotBelieved() {
        // It says that it spent next to nothing: the log says otherwise.
        breaks(List.of(Invariant.I8, Invariant.I7), WINDOW, run -> {
            run.quotas.set(0, Run.told("0.0001", "0", "0", "0", 1));
            run.quotas.set(1, Run.told("0.0001", "0.00001", "0", "0", 2));
            run.shown.set(0, run.quotas.get(1));
        });
    }

    @Test
    void aCatalogueThatChangedHidesNoOverspending() {
        breaks(Invariant.I8, WINDOW, run -> {
            run.dispatches.set(2, Run.dispatchedUnder(2, "r-2", 1, 0));
            run.quotas.set(0, Run.told("0.0001", "0", "0.0001", "0", 1));
            run.quotas.set(1, Run.told("0.0001", "0.00012", "0", "0.00002", 2));
            run.shown.set(0, run.quotas.get(1));
        });
    }

    @Test
    void aLimitThatBeganInMidWindowNeedNotCountWhatCameBeforeIt() {
        breaksNothing(run -> {
            run.dispatches.set(2, Run.dispatchedUnder(2, "r-2", 1, 0));
            run.quotas.set(0, Run.told("0.0001", "0", "0.0001", "0", 1));
            run.quotas.set(1, Run.told("0.0001", "0.00004", "0", "0", 2));
            run.shown.set(0, run.quotas.get(1));
        });
    }

    @Test
    void withoutALimitItIsNotJudged() {
        leavesUnjudged(Invariant.I8, run -> run.quotas.clear());
        leavesUnjudged(Invariant.I6, run -> run.quotas.clear());
    }

    @Test
    void aCostThatThePriceDoesNotGiveBreaksI13() {
        breaks(Invariant.I13, "acme/r-1/1", run -> {
            BigDecimal wrong = new BigDecimal("0.00005");
            run.attempts.set(1, Run.metered(1, "r-1", 1, Status.COMPLETED, Run.USAGE, wrong, 1));
            run.ledger.set(1, Run.row(1, "r-1", wrong));
            run.increments.put(Run.LINE, sum(3, 30, 15, "0.00013"));
            run.rollups.values().forEach(sums -> sums.put(Run.LINE, sum(3, 30, 15, "0.00013")));
            run.quotas.set(1, Run.told("1", "0.00013", "0", "0", 2));
            run.shown.set(0, run.quotas.get(1));
        });
    }

    @Test
    void anIncrementTooManyBreaksI13() {
        breaks(Invariant.I13, LINE, run -> run.increments.put(Run.LINE, sum(4, 40, 20, "0.00016")));
    }

    private static void less(Run run) {
        run.rollups.values().forEach(sums -> sums.put(Run.LINE, sum(2, 20, 10, "0.00008")));
    }

    private static Sum sum(long attempts, long input, long output, String amount) {
        return new Sum(attempts, input, output, new BigDecimal(amount));
    }
}
