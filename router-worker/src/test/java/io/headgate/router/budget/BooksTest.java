package io.headgate.router.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.OnExceeded;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BooksTest {
    private static final Limit TOKENS = Budgets.limit(Measure.TOKENS, Window.DAY, "100");
    private static final Limit COST = Budgets.limit(Measure.COST, Window.MONTH, "1");
    private static final Limit RATE = Budgets.limit(Measure.REQUESTS, Window.MINUTE, "2", OnExceeded.WAIT);
    private static final Limit IN_FLIGHT = Budgets.limit(Measure.IN_FLIGHT, Window.NOW, "1", OnExceeded.WAIT);

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final List<Overshoot> overshoots = new ArrayList<>();
    private Instant now = Samples.NOW;

    @Test
    void holdsTheWorstCase_untilItIsSettled_thenSpendsWhatWasUsed() {
        TenantLimits limits = Budgets.tenant(TOKENS, COST);
        reserve(limits, "r/1", 60, "0.5");
        assertThat(counter(TOKENS).reserved()).isEqualByComparingTo("60");
        assertThat(counter(COST).reserved()).isEqualByComparingTo("0.5");
        settle(Budgets.over("r/1", AttemptStatus.COMPLETED, 40L, "0.3"));
        assertThat(counter(TOKENS).reserved()).isZero();
        assertThat(counter(TOKENS).spent()).isEqualByComparingTo("40");
        assertThat(counter(COST).spent()).isEqualByComparingTo("0.3");
        assertThat(ledger.open()).isEmpty();
    }

    @Test
    void allLimitsOrNone() {
        TenantLimits limits = Budgets.tenant(TOKENS, COST);
        assertThat(weigh(limits, "r/1", 10, "1.01")).isInstanceOf(BudgetVerdict.Refused.class);
        assertThat(ledger.accounts()).isEmpty();
    }

    @Test
    void refusedToTheLastUnit_andSaysWhy() {
        TenantLimits limits = Budgets.tenant(TOKENS);
        reserve(limits, "a/1", 60, null);
        assertThat(weigh(limits, "b/1", 40, null)).isInstanceOf(BudgetVerdict.Reserved.class);
        BudgetVerdict.Refused refused = (BudgetVerdict.Refused) weigh(limits, "b/1", 41, null);
        assertThat(refused.failure().code()).isEqualTo(FailureCode.BUDGET_EXCEEDED);
        assertThat(refused.failure().message()).isEqualTo("tenant acme has no room left under its tokens per day");
        assertThat(refused.failure().seen()).isEqualTo("41 asked, 0 spent, 60 reserved");
        assertThat(refused.failure().allowed()).isEqualTo("100 until 2026-11-21T00:00:00Z");
    }

    @Test
    void settledTwiceIsSettledOnce() {
        TenantLimits limits = Budgets.tenant(TOKENS);
        reserve(limits, "r/1", 60, null);
        Attempt over = Budgets.over("r/1", AttemptStatus.COMPLETED, 40L, null);
        settle(over);
        settle(over);
        assertThat(counter(TOKENS).spent()).isEqualByComparingTo("40");
        assertThat(counter(TOKENS).reserved()).isZero();
    }

    @Test
    void unknownStaysCharged_notCalledIsFree_andAFailureWithoutUsageToo() {
        TenantLimits limits = Budgets.tenant(TOKENS, COST);
        reserve(limits, "a/1", 10, "0.1");
        reserve(limits, "b/1", 10, "0.1");
        reserve(limits, "c/1", 10, "0.1");
        settle(Budgets.over("a/1", AttemptStatus.UNKNOWN, null, null));
        settle(Budgets.over("b/1", AttemptStatus.NOT_CALLED, null, null));
        settle(Budgets.over("c/1", AttemptStatus.RETRYABLE, null, null));
        assertThat(counter(TOKENS).spent()).isEqualByComparingTo("10");
        assertThat(counter(COST).spent()).isEqualByComparingTo("0.1");
        assertThat(counter(TOKENS).reserved()).isZero();
        assertThat(overshoots).isEmpty();
    }

    @Test
    void unknownThatReportsMoreThanItHeld_isChargedThat() {
        TenantLimits limits = Budgets.tenant(TOKENS);
        reserve(limits, "a/1", 10, null);
        settle(Budgets.over("a/1", AttemptStatus.UNKNOWN, 12L, null));
        assertThat(counter(TOKENS).spent()).isEqualByComparingTo("12");
    }

    @Test
    void usageBeyondTheReservationIsCountedAndTold_andLeavesNoRoom() {
        TenantLimits limits = Budgets.tenant(TOKENS);
        reserve(limits, "a/1", 90, null);
        settle(Budgets.over("a/1", AttemptStatus.COMPLETED, 120L, null));
        assertThat(overshoots).singleElement().satisfies(overshoot -> {
            assertThat(overshoot.by()).isEqualByComparingTo("30");
            assertThat(overshoot.attempt()).isEqualTo(new AttemptId("a/1"));
        });
        assertThat(counter(TOKENS).overshot()).isEqualByComparingTo("30");
        assertThat(weigh(limits, "b/1", 1, null)).isInstanceOf(BudgetVerdict.Refused.class);
    }

    @Test
    void costThatNobodyCanTellAnyMore_countsAsAllThatWasHeld() {
        reserve(Budgets.tenant(COST), "a/1", 10, "0.4");
        settle(Budgets.over("a/1", AttemptStatus.COMPLETED, 10L, null));
        assertThat(counter(COST).spent()).isEqualByComparingTo("0.4");
    }

    @Test
    void settledInTheWindowItWasReservedIn_notInTheNext() {
        TenantLimits limits = Budgets.tenant(TOKENS);
        reserve(limits, "a/1", 60, null);
        now = now.plus(Duration.ofDays(1));
        reserve(limits, "b/1", 100, null);
        settle(Budgets.over("a/1", AttemptStatus.COMPLETED, 60L, null));
        assertThat(counter(TOKENS).spent()).isZero();
        assertThat(counter(TOKENS).reserved()).isEqualByComparingTo("100");
        settle(Budgets.over("b/1", AttemptStatus.COMPLETED, 90L, null));
        assertThat(counter(TOKENS).spent()).isEqualByComparingTo("90");
        assertThat(ledger.open()).isEmpty();
    }

    @Test
    void aWindowThatIsOver_isKeptUntilNobodyHoldsAnythingInIt_andSpendsWhatWasUsed() {
        TenantLimits limits = Budgets.tenant(TOKENS);
        reserve(limits, "a/1", 30, null);
        reserve(limits, "b/1", 30, null);
        settle(Budgets.over("a/1", AttemptStatus.COMPLETED, 10L, null));
        now = now.plus(Duration.ofDays(1));
        reserve(limits, "c/1", 5, null);
        assertThat(past().counter().reserved()).isEqualByComparingTo("30");
        assertThat(past().isFinal(now.plus(Duration.ofDays(30)))).isFalse();
        settle(Budgets.over("b/1", AttemptStatus.COMPLETED, 31L, null));
        assertThat(past().isFinal(now)).as("a call of it may be found orphaned").isFalse();
        assertThat(past().isFinal(now.plus(Duration.ofDays(7)))).isTrue();
        assertThat(past().counter().spent()).isEqualByComparingTo("41");
        assertThat(past().counter().overshot()).isEqualByComparingTo("1");
        assertThat(past().counter().span().end()).isEqualTo(Instant.parse("2026-11-21T00:00:00Z"));
    }

    private PastWindow past() {
        assertThat(ledger.past()).hasSize(1);
        return ledger.past().getFirst();
    }

    @Test
    void aLimitThatIsChangedKeepsWhatWasSpent_alsoWhileItIsAway() {
        reserve(Budgets.tenant(TOKENS), "a/1", 60, null);
        settle(Budgets.over("a/1", AttemptStatus.COMPLETED, 60L, null));
        reserve(Budgets.tenant(COST), "b/1", 60, "0.1");
        TenantLimits lower = Budgets.tenant(Budgets.limit(Measure.TOKENS, Window.DAY, "80"));
        assertThat(weigh(lower, "c/1", 20, null)).isInstanceOf(BudgetVerdict.Reserved.class);
        assertThat(weigh(lower, "c/1", 21, null)).isInstanceOf(BudgetVerdict.Refused.class);
    }

    @Test
    void requestsAreCounted_notAttempts_andOnlyThoseThatWereCalled() {
        TenantLimits limits = Budgets.tenant(RATE);
        reserve(limits, "a/1", 1, null);
        List<Line> carried = settleAndGoOn(Budgets.over("a/1", AttemptStatus.RETRYABLE, null, null));
        reserve(limits, "a/2", 1, null, carried);
        assertThat(counter(RATE).reserved()).isEqualByComparingTo("1");
        settle(Budgets.over("a/2", AttemptStatus.NOT_CALLED, null, null));
        assertThat(counter(RATE).spent()).isEqualByComparingTo("1");
        reserve(limits, "b/1", 1, null);
        settle(Budgets.over("b/1", AttemptStatus.NOT_CALLED, null, null));
        assertThat(counter(RATE).spent()).isEqualByComparingTo("1");
        assertThat(counter(RATE).reserved()).isZero();
    }

    @Test
    void inFlightIsARequestThatHasNotEnded_wherebyItsNextAttemptNeedsNoRoom() {
        TenantLimits limits = Budgets.tenant(IN_FLIGHT);
        reserve(limits, "a/1", 1, null);
        BudgetVerdict.MustWait waits = (BudgetVerdict.MustWait) weigh(limits, "b/1", 1, null);
        assertThat(waits.until()).isNull();
        assertThat(waits.failure().code()).isEqualTo(FailureCode.RATE_LIMITED);
        assertThat(waits.failure().allowed()).isEqualTo("1 at any moment");
        reserve(limits, "a/2", 1, null, settleAndGoOn(Budgets.over("a/1", AttemptStatus.UNKNOWN, null, null)));
        assertThat(weigh(limits, "b/1", 1, null)).isInstanceOf(BudgetVerdict.MustWait.class);
        settle(Budgets.over("a/2", AttemptStatus.COMPLETED, 1L, null));
        assertThat(weigh(limits, "b/1", 1, null)).isInstanceOf(BudgetVerdict.Reserved.class);
    }

    @Test
    void aRequestThatLeavesAModelIsInFlightThereNoLonger() {
        TenantLimits limits =
                new TenantLimits(Samples.ACME, List.of(), Map.of(), Map.of(Budgets.LARGE, List.of(IN_FLIGHT)));
        reserve(limits, "a/1", 1, null);
        List<Line> carried = settleAndGoOn(Budgets.over("a/1", AttemptStatus.RETRYABLE, null, null));
        Ask elsewhere = new Ask(
                limits, new AttemptId("a/2"), null, new ModelName("beta-small"), Budgets.reservation(1, null), carried);
        in(books -> books.take((BudgetVerdict.Reserved) books.weigh(elsewhere, now), Budgets.PLACE));
        assertThat(weigh(limits, "b/1", 1, null)).isInstanceOf(BudgetVerdict.Reserved.class);
        assertThat(ledger.open())
                .singleElement()
                .satisfies(holding -> assertThat(holding.lines()).isEmpty());
    }

    @Test
    void waitsUntilTheLastOfItsWindowsEnds_butNotForWhatCanNeverBe() {
        Limit minute = Budgets.limit(Measure.TOKENS, Window.MINUTE, "10", OnExceeded.WAIT);
        Limit day = Budgets.limit(Measure.TOKENS, Window.DAY, "10", OnExceeded.WAIT);
        TenantLimits limits = Budgets.tenant(minute, day, IN_FLIGHT);
        reserve(limits, "a/1", 10, null);
        BudgetVerdict.MustWait waits = (BudgetVerdict.MustWait) weigh(limits, "b/1", 10, null);
        assertThat(waits.until()).isEqualTo(Instant.parse("2026-11-21T00:00:00Z"));
        assertThat(weigh(limits, "b/1", 11, null)).isInstanceOf(BudgetVerdict.Refused.class);
    }

    @Test
    void onePartyRejecting_isARefusal() {
        Limit minute = Budgets.limit(Measure.TOKENS, Window.MINUTE, "10", OnExceeded.WAIT);
        TenantLimits limits = Budgets.tenant(minute, TOKENS);
        reserve(limits, "a/1", 10, null);
        reserve(Budgets.tenant(TOKENS), "b/1", 90, null);
        assertThat(weigh(limits, "c/1", 10, null)).isInstanceOf(BudgetVerdict.Refused.class);
    }

    @Test
    void withoutAPrice_orInAnotherCurrency_aCostLimitRefuses_unlessItLetsUnpricedModelsBeUsed() {
        BudgetVerdict.Refused unpriced = (BudgetVerdict.Refused) weigh(Budgets.tenant(COST), "a/1", 1, null);
        assertThat(unpriced.reason()).isEqualTo("unpriced, and there is a limit on cost per month");
        Limit lenient = new Limit(
                COST.measure(), COST.window(), COST.amount(), COST.currency(), COST.zone(), COST.onExceeded(), true);
        assertThat(weigh(Budgets.tenant(lenient), "a/1", 1, null)).isInstanceOf(BudgetVerdict.Reserved.class);
        Limit euros = new Limit(
                COST.measure(),
                COST.window(),
                COST.amount(),
                java.util.Currency.getInstance("EUR"),
                COST.zone(),
                COST.onExceeded(),
                true);
        BudgetVerdict.Refused foreign = (BudgetVerdict.Refused) weigh(Budgets.tenant(euros), "a/1", 1, "0.1");
        assertThat(foreign.reason()).isEqualTo("priced in USD, and the limit on cost per month is in EUR");
    }

    @Test
    void whatAnUnreadableAttemptHeldIsCharged_andWhatNobodyTookIsFree() {
        TenantLimits limits = Budgets.tenant(TOKENS, IN_FLIGHT);
        reserve(limits, "a/1", 30, null);
        in(books -> books.end(books.settleUnknown(new AttemptId("a/1"))));
        assertThat(counter(TOKENS).spent()).isEqualByComparingTo("30");
        reserve(limits, "b/1", 30, null);
        in(books -> books.abandon(new AttemptId("b/1")));
        assertThat(counter(TOKENS).spent()).isEqualByComparingTo("30");
        assertThat(counter(TOKENS).reserved()).isZero();
        assertThat(counter(IN_FLIGHT).reserved()).isZero();
    }

    private BudgetVerdict weigh(TenantLimits limits, String attempt, long tokens, @Nullable String cost) {
        return new Books(Samples.ACME, ledger).weigh(Budgets.ask(limits, attempt, tokens, cost, List.of()), now);
    }

    private void reserve(TenantLimits limits, String attempt, long tokens, @Nullable String cost) {
        reserve(limits, attempt, tokens, cost, List.of());
    }

    private void reserve(TenantLimits limits, String attempt, long tokens, @Nullable String cost, List<Line> carried) {
        in(books -> books.take(
                (BudgetVerdict.Reserved) books.weigh(Budgets.ask(limits, attempt, tokens, cost, carried), now),
                Budgets.PLACE));
    }

    private void settle(Attempt attempt) {
        in(books -> books.end(books.settle(attempt)));
    }

    private List<Line> settleAndGoOn(Attempt attempt) {
        List<Line> carried = new ArrayList<>();
        in(books -> carried.addAll(books.settle(attempt)));
        return carried;
    }

    private void in(Consumer<Books> decision) {
        Books books = new Books(Samples.ACME, ledger);
        decision.accept(books);
        ledger.apply(books.posting());
        overshoots.addAll(books.posting().overshoots());
    }

    private Counter counter(Limit limit) {
        ScopedLimit scoped = new ScopedLimit(Scope.TENANT, limit);
        return ledger.account(new AccountId(Samples.ACME, Scope.TENANT)).counter(scoped, now);
    }
}
