package io.headgate.router.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.message.AttemptStatus;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the books have of an attempt beside limits: its place with its provider. */
class PlaceTest {
    private static final TenantLimits ONE_IN_FLIGHT = Budgets.tenant(Budgets.limit(Measure.IN_FLIGHT, Window.NOW, "1"));

    private final InMemoryLedger ledger = new InMemoryLedger();

    @Test
    void anAttemptThatNoLimitCounts_holdsItsPlace_untilItIsSettled() {
        dispatch(Budgets.tenant(), "a/1");
        assertThat(ledger.open())
                .containsExactly(new Holding(Samples.ACME, new AttemptId("a/1"), List.of(), Budgets.PLACE));
        in(books -> books.end(books.settle(Budgets.over("a/1", AttemptStatus.COMPLETED, 1L, null))));
        assertThat(ledger.open()).isEmpty();
    }

    @Test
    void oneThatIsDispatched_isOpen_whetherOrNotALimitCountsIt() {
        dispatch(Budgets.tenant(), "a/1");
        assertThat(new Books(Samples.ACME, ledger).isOpen(new AttemptId("a/1"))).isTrue();
        assertThat(new Books(Samples.ACME, ledger).isOpen(new AttemptId("a/2"))).isFalse();
    }

    @Test
    void oneThatNobodyTook_hasItsPlaceNoLonger() {
        dispatch(ONE_IN_FLIGHT, "a/1");
        in(books -> books.abandon(new AttemptId("a/1")));
        assertThat(ledger.open()).isEmpty();
    }

    @Test
    void oneThatWaits_hasNoPlace() {
        dispatch(ONE_IN_FLIGHT, "a/1");
        in(books -> books.park(
                new AttemptId("a/2"), books.settle(Budgets.over("a/1", AttemptStatus.RETRYABLE, null, null))));
        assertThat(ledger.open())
                .singleElement()
                .satisfies(holding -> assertThat(holding.place()).isNull());
    }

    private void dispatch(TenantLimits limits, String attempt) {
        Ask ask = Budgets.ask(limits, attempt, 1, null, List.of());
        in(books -> books.take((BudgetVerdict.Reserved) books.weigh(ask, Samples.NOW), Budgets.PLACE));
    }

    private void in(Consumer<Books> decision) {
        Books books = new Books(Samples.ACME, ledger);
        decision.accept(books);
        ledger.apply(books.posting());
    }
}
