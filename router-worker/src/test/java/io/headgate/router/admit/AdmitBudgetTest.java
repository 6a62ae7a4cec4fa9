package io.headgate.router.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.router.budget.Account;
import io.headgate.router.budget.Budgets;
import io.headgate.router.budget.Counter;
import io.headgate.router.budget.InMemoryLedger;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.OnExceeded;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Admission under limits: what a body of "Hello there" (17 estimated tokens) and 1,000 of output may hold. */
class AdmitBudgetTest {
    /** 17 × 2.50 / 1e6 + 1,000 × 10 / 1e6, at alpha-large. */
    private static final String ONE_AT_ALPHA = "0.0100425";

    private final Map<SeenName, Seen> memory = new HashMap<>();
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final Admit admit = new Admit(new StrictJson(), String::length, provider -> true);

    @Test
    void aDispatchHoldsItsWorstCase_andItsBookingComesFirst() {
        Catalogue catalogue = limited(Budgets.limit(Measure.COST, Window.DAY, "1"));
        List<Fact> facts = begin(Samples.request("r-1"), catalogue);
        assertThat(facts)
                .extracting(fact -> (Object) fact.getClass())
                .containsExactly(Fact.Remembered.class, Fact.Booked.class, Fact.Dispatched.class);
        assertThat(counter().reserved()).isEqualByComparingTo(ONE_AT_ALPHA);
    }

    @Test
    void aCheaperCandidateIsChosen_whereTheFirstDoesNotFitTheMoney_andTheDecisionSaysWhy() {
        Catalogue catalogue = limited(Budgets.limit(Measure.COST, Window.DAY, "0.005"));
        Dispatch dispatch = dispatched(begin(Samples.request("r-1"), catalogue));
        assertThat(dispatch.target().provider()).hasToString("beta");
        assertThat(dispatch.decision().considered())
                .extracting(Decision.Considered::passedOver)
                .containsExactly(
                        "no room under cost per day: asks 0.0100425 USD, 0 USD of 0.005 USD are spent and 0 USD reserved",
                        "no room under cost per day: asks 0.0100425 USD, 0 USD of 0.005 USD are spent and 0 USD reserved",
                        null);
    }

    @Test
    void whereNothingFits_theRequestEnds_naming_theLimit() {
        Catalogue catalogue = limited(Budgets.limit(Measure.TOKENS, Window.DAY, "1500"));
        begin(Samples.request("r-1"), catalogue);
        Failure failure = failureOf(begin(Samples.request("r-2"), catalogue));
        assertThat(failure.code()).isEqualTo(FailureCode.BUDGET_EXCEEDED);
        assertThat(failure.seen()).isEqualTo("1017 asked, 0 spent, 1017 reserved");
        assertThat(ledger.open()).hasSize(1);
    }

    @Test
    void whatIsToWait_isHeld_untilThereMayBeRoom_andHoldsNothing() {
        Catalogue catalogue = limited(Budgets.limit(Measure.REQUESTS, Window.MINUTE, "1", OnExceeded.WAIT));
        begin(Samples.request("r-1"), catalogue);
        List<Fact> facts = begin(Samples.request("r-2"), catalogue);
        Fact.Held held = (Fact.Held) facts.getLast();
        assertThat(held.reason().notBefore()).isEqualTo("2026-11-20T12:01:00Z");
        assertThat(held.reason().why()).contains("requests per minute");
        assertThat(facts).noneMatch(Fact.Booked.class::isInstance);
        Failure otherwise = ((InferenceResult.Failed) held.otherwise().outcome()).failure();
        assertThat(otherwise.code()).isEqualTo(FailureCode.RATE_LIMITED);
        assertThat(otherwise.allowed()).isEqualTo("1 until 2026-11-20T12:01:00Z");
    }

    @Test
    void aContinueIsSettledFirst_thenHoldsAnew() {
        Catalogue catalogue = limited(Budgets.limit(Measure.TOKENS, Window.DAY, "1017"));
        InferenceRequest request = Samples.request("r-1");
        begin(request, catalogue);
        Dispatch next = dispatched(after(back(request, AttemptStatus.RETRYABLE, null), catalogue));
        assertThat(next.attempt()).hasToString("r-1/2");
        assertThat(ledger.open())
                .singleElement()
                .satisfies(holding -> assertThat(holding.attempt()).hasToString("r-1/2"));
        assertThat(counter().reserved()).isEqualByComparingTo("1017");
    }

    @Test
    void aContinueThatNoLongerFits_endsAsOverBudget_tellingTheLastError_andHoldsNothing() {
        Catalogue catalogue = limited(Budgets.limit(Measure.TOKENS, Window.DAY, "2000"));
        InferenceRequest request = Samples.request("r-1");
        begin(request, catalogue);
        List<Fact> facts = after(back(request, AttemptStatus.UNKNOWN, null), catalogue);
        assertThat(failureOf(facts).code()).isEqualTo(FailureCode.BUDGET_EXCEEDED);
        assertThat(failureOf(facts).message()).contains("tokens per day").contains("provider_timeout");
        assertThat(counter().spent()).isEqualByComparingTo("1017");
        assertThat(counter().reserved()).isZero();
        assertThat(ledger.open()).isEmpty();
    }

    @Test
    void aContinueThatCameBeforeIsAbsorbed() {
        Catalogue catalogue = limited(Budgets.limit(Measure.TOKENS, Window.DAY, "5000"));
        InferenceRequest request = Samples.request("r-1");
        begin(request, catalogue);
        Attempt back = back(request, AttemptStatus.UNKNOWN, null);
        after(back, catalogue);
        assertThat(after(back, catalogue)).isEmpty();
        assertThat(counter().spent()).isEqualByComparingTo("1017");
        assertThat(counter().reserved()).isEqualByComparingTo("1017");
    }

    @Test
    void theEndByTheRouterGivesBackWhatTheRequestHeld() {
        Catalogue catalogue = limited(Budgets.limit(Measure.IN_FLIGHT, Window.NOW, "1"));
        InferenceRequest request = Samples.request("r-1");
        begin(request, catalogue);
        Attempt back = back(request, AttemptStatus.RETRYABLE, null);
        List<Fact> facts = admit.afterAttempt(
                back, ledger, Entrance.OPEN, catalogue, request.context().deadline());
        apply(facts);
        assertThat(failureOf(facts).code()).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
        assertThat(counter().reserved()).isZero();
        dispatched(begin(Samples.request("r-2"), catalogue));
    }

    @Test
    void aDefectStillSettles() {
        Catalogue catalogue = limited(Budgets.limit(Measure.TOKENS, Window.DAY, "2000"));
        InferenceRequest request = Samples.request("r-1");
        begin(request, catalogue);
        apply(Closing.undecidable(back(request, AttemptStatus.RETRYABLE, null), "X", ledger, Samples.NOW));
        assertThat(counter().reserved()).isZero();
        assertThat(ledger.open()).isEmpty();
    }

    @Test
    void whatIsTooLargeToBeDispatchedHoldsNothing() {
        Catalogue catalogue = limited(
                Budgets.limit(Measure.TOKENS, Window.DAY, "2000"), Budgets.limit(Measure.IN_FLIGHT, Window.NOW, "1"));
        Dispatch dispatch = dispatched(begin(Samples.request("r-1"), catalogue));
        List<Fact> facts = Closing.undispatchable(dispatch, 10, 5, ledger);
        apply(facts);
        assertThat(failureOf(facts).code()).isEqualTo(FailureCode.BODY_TOO_LARGE);
        assertThat(ledger.open()).isEmpty();
        dispatched(begin(Samples.request("r-2"), catalogue));
    }

    @Test
    void withoutAPrice_aCostLimitRefuses_andAPricedCandidateIsTaken() {
        List<Model> models = List.of(
                Catalogues.model("unpriced", "alpha", null, null, 9_000, Set.of()),
                Catalogues.model("priced", "beta", "1", "1", 9_000, Set.of()));
        Catalogue catalogue = Catalogues.limited(
                Catalogues.sample(Catalogues.BASIC, models, Map.of(new Alias("free"), List.of("unpriced"))),
                Budgets.limit(Measure.COST, Window.DAY, "1"));
        assertThat(dispatched(begin(Samples.request("r-1"), catalogue)).target().provider())
                .hasToString("beta");
        InferenceRequest free = Samples.request("r-2", Samples.body("free"), new Alias("free"), Samples.context(null));
        Failure failure = failureOf(begin(free, catalogue));
        assertThat(failure.code()).isEqualTo(FailureCode.BUDGET_EXCEEDED);
        assertThat(failure.seen()).isEqualTo("model unpriced: unpriced, and there is a limit on cost per day");
    }

    @Test
    void aTenantWithoutATierMayUseNothing() {
        Catalogue closed = Catalogues.sample(null);
        InferenceRequest stranger = Samples.request("r-1");
        Catalogue withoutAcme = new Catalogue(
                closed.revision(),
                closed.defaults(),
                closed.providers(),
                closed.models(),
                closed.routes(),
                closed.tiers(),
                Map.of(),
                List.of());
        assertThat(failureOf(begin(stranger, withoutAcme)).code()).isEqualTo(FailureCode.UNKNOWN_TENANT);
    }

    private static Catalogue limited(Limit... limits) {
        return Catalogues.limited(Catalogues.sample(), limits);
    }

    private List<Fact> begin(InferenceRequest request, Catalogue catalogue) {
        return apply(admit.admit(request, memory::get, ledger, Entrance.OPEN, catalogue, Samples.NOW));
    }

    private List<Fact> after(Attempt attempt, Catalogue catalogue) {
        return apply(admit.afterAttempt(attempt, ledger, Entrance.OPEN, catalogue, Samples.NOW));
    }

    private List<Fact> apply(List<Fact> facts) {
        facts.forEach(fact -> {
            if (fact instanceof Fact.Booked(var posting)) {
                ledger.apply(posting);
            }
        });
        return facts;
    }

    /** The first attempt of a request comes back. */
    private static Attempt back(InferenceRequest request, AttemptStatus status, @Nullable Long tokens) {
        AttemptSummary failed = Samples.summary("eu", FailureCode.PROVIDER_TIMEOUT);
        AttemptSummary summary = new AttemptSummary(
                failed.id(), failed.target(), status, failed.failure(), null, failed.startedAt(), failed.duration());
        return Budgets.over("r-1/1", status, tokens, null, new Disposition.Continue(request, List.of(summary)));
    }

    private Counter counter() {
        return ledger.accounts().values().stream()
                .map(Account::counters)
                .flatMap(List::stream)
                .findFirst()
                .orElseThrow();
    }

    private static Dispatch dispatched(List<Fact> facts) {
        assertThat(facts).last().isInstanceOf(Fact.Dispatched.class);
        return ((Fact.Dispatched) facts.getLast()).dispatch();
    }

    private static Failure failureOf(List<Fact> facts) {
        assertThat(facts).last().isInstanceOf(Fact.Ended.class);
        return ((InferenceResult.Failed) ((Fact.Ended) facts.getLast()).result().outcome()).failure();
    }
}
