package io.headgate.router.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Intent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls that a crash cut off: what they may have used is spent beside what the repeated call used. */
class OrphanChargeTest {
    private static final Limit TOKENS = Budgets.limit(Measure.TOKENS, Window.DAY, "100");
    private static final Limit COST = Budgets.limit(Measure.COST, Window.MONTH, "1");
    private static final Limit RATE = Budgets.limit(Measure.REQUESTS, Window.DAY, "100");
    private static final Limit MINUTE = Budgets.limit(Measure.TOKENS, Window.MINUTE, "100");
    private static final TenantLimits LIMITS = Budgets.tenant(TOKENS, COST, RATE);

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final List<Overshoot> overshoots = new ArrayList<>();
    private Instant now = Samples.NOW;

    @Test
    void bothCallsAreSpent_theOneByItsUsageAndTheOtherByTheMostItCanHaveUsed() {
        reserve("r/1", 40, "0.4");
        settle("r/1", 30L, "0.3");
        charge(LIMITS, Budgets.orphan("r/1", 40, "0.4", Samples.NOW));
        assertThat(counter(TOKENS).spent()).isEqualByComparingTo("70");
        assertThat(counter(COST).spent()).isEqualByComparingTo("0.7");
        assertThat(counter(TOKENS).overshot()).isZero();
        assertThat(counter(RATE).spent()).as("the request is one").isEqualByComparingTo("1");
        assertThat(overshoots).isEmpty();
    }

    @Test
    void itIsChargedOnce_howeverOftenItComes_andAnotherStartIsAnotherCall() {
        Intent first = Budgets.orphan("r/1", 10, "0.1", Samples.NOW);
        charge(LIMITS, first);
        charge(LIMITS, first);
        in(books -> {
            books.charge(first, LIMITS, now);
            books.charge(first, LIMITS, now);
        });
        assertThat(counter(TOKENS).spent()).isEqualByComparingTo("10");
        charge(LIMITS, Budgets.orphan("r/1", 10, "0.1", Samples.NOW.plusMillis(1)));
        assertThat(counter(TOKENS).spent()).isEqualByComparingTo("20");
        in(books -> {
            Intent third = Budgets.orphan("r/2", 10, "0.1", Samples.NOW);
            books.charge(third, LIMITS, now);
            books.charge(third, LIMITS, now);
        });
        assertThat(counter(TOKENS).spent()).isEqualByComparingTo("30");
    }

    @Test
    void whatGoesBeyondTheRoomIsOvershot_andWhatOthersHoldIsNoRoom() {
        reserve("a/1", 70, "0.1");
        charge(LIMITS, Budgets.orphan("b/1", 50, "0.1", Samples.NOW));
        assertThat(counter(TOKENS).spent()).isEqualByComparingTo("50");
        assertThat(counter(TOKENS).reserved()).isEqualByComparingTo("70");
        assertThat(counter(TOKENS).overshot()).isEqualByComparingTo("20");
        assertThat(overshoots).singleElement().satisfies(overshoot -> {
            assertThat(overshoot.held()).isEqualByComparingTo("30");
            assertThat(overshoot.by()).isEqualByComparingTo("20");
        });
        charge(LIMITS, Budgets.orphan("c/1", 5, null, Samples.NOW));
        assertThat(counter(TOKENS).overshot()).isEqualByComparingTo("25");
    }

    @Test
    void itLeavesNoRoomForWhatItMayHaveUsed() {
        charge(LIMITS, Budgets.orphan("a/1", 60, "0.1", Samples.NOW));
        assertThat(weigh("b/1", 41)).isInstanceOf(BudgetVerdict.Refused.class);
        assertThat(weigh("b/1", 40)).isInstanceOf(BudgetVerdict.Reserved.class);
    }

    @Test
    void itsWindowIsThatOfItsDispatch_presentOrPast() {
        reserve("a/1", 40, "0.4");
        settle("a/1", 40L, "0.4");
        now = Samples.NOW.plus(Duration.ofDays(1));
        charge(LIMITS, Budgets.orphan("a/1", 40, "0.4", Samples.NOW));
        Account yesterdays = ledger.account(new AccountId(Samples.ACME, Scope.TENANT));
        assertThat(yesterdays.find(new ScopedLimit(Scope.TENANT, TOKENS).key()))
                .as("nobody has begun the new day")
                .satisfies(counter -> assertThat(counter.spent()).isEqualByComparingTo("80"));
        reserve("b/1", 100, "0.1");
        charge(LIMITS, Budgets.orphan("c/1", 15, "0.1", Samples.NOW));
        assertThat(counter(TOKENS).spent()).as("of today").isZero();
        assertThat(ledger.past())
                .filteredOn(past -> past.counter().key().measure() == Measure.TOKENS)
                .singleElement()
                .satisfies(past -> assertThat(past.counter().spent()).isEqualByComparingTo("95"));
        assertThat(counter(COST).spent()).as("of the month").isEqualByComparingTo("0.9");
    }

    @Test
    void aNewDayThatNobodyUsed_isBegunByIt_andTheOldOneIsKept() {
        reserve("a/1", 40, "0.4");
        settle("a/1", 40L, "0.4");
        now = Samples.NOW.plus(Duration.ofDays(1));
        charge(LIMITS, Budgets.orphan("b/1", 7, null, now));
        assertThat(counter(TOKENS).spent()).isEqualByComparingTo("7");
        assertThat(ledger.past())
                .singleElement()
                .satisfies(past -> assertThat(past.counter().spent()).isEqualByComparingTo("40"));
    }

    @Test
    void aMinuteThatIsOverDecidesNothing_andIsNotCharged() {
        TenantLimits limits = Budgets.tenant(MINUTE);
        now = Samples.NOW.plus(Duration.ofHours(2));
        charge(limits, Budgets.orphan("a/1", 40, null, Samples.NOW));
        assertThat(counter(MINUTE).spent()).isZero();
        assertThat(ledger.accounts()).isEmpty();
    }

    @Test
    void limitsOfItsProjectAndModelCountIt_andThoseOfOthersDoNot() {
        TenantLimits limits = new TenantLimits(
                Samples.ACME,
                List.of(),
                Map.of("search", List.of(TOKENS), "other", List.of(TOKENS)),
                Map.of(Budgets.LARGE, List.of(COST)));
        charge(limits, Budgets.orphan("a/1", 40, "0.4", Samples.NOW));
        assertThat(ledger.accounts().keySet())
                .extracting(AccountId::scope)
                .containsExactlyInAnyOrder(new Scope.Project("search"), new Scope.OnModel(Budgets.LARGE));
    }

    @Test
    void withoutAPriceNoLimitOnCostCountsIt() {
        charge(Budgets.tenant(COST), Budgets.orphan("a/1", 40, null, Samples.NOW));
        assertThat(ledger.accounts()).isEmpty();
    }

    private BudgetVerdict weigh(String attempt, long tokens) {
        return new Books(Samples.ACME, ledger).weigh(Budgets.ask(LIMITS, attempt, tokens, "0.1", List.of()), now);
    }

    private void reserve(String attempt, long tokens, String cost) {
        in(books -> books.take(
                (BudgetVerdict.Reserved) books.weigh(Budgets.ask(LIMITS, attempt, tokens, cost, List.of()), now),
                Budgets.PLACE));
    }

    private void settle(String attempt, @Nullable Long tokens, @Nullable String cost) {
        in(books -> books.end(books.settle(Budgets.over(attempt, AttemptStatus.COMPLETED, tokens, cost))));
    }

    private void charge(TenantLimits limits, Intent orphan) {
        in(books -> books.charge(orphan, limits, now));
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
