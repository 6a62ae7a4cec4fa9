package io.headgate.router.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.router.budget.InMemoryLedger;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdmitTest {
    private final Catalogue catalogue = Catalogues.sample();
    private final Map<SeenName, Seen> memory = new HashMap<>();
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final Admit admit = new Admit(new StrictJson(), String::length, provider -> true);

    @Test
    void firstSightIsDispatched_andRemembered() {
        List<Fact> facts = apply(Samples.request("r-1"));
        Dispatch dispatch = only(facts, Fact.Dispatched.class).dispatch();
        assertThat(dispatch.attempt()).hasToString("r-1/1");
        assertThat(dispatch.number()).isEqualTo(1);
        assertThat(dispatch.target().provider()).hasToString("alpha");
        assertThat(dispatch.price()).isNotNull();
        assertThat(dispatch.dispatchedAt()).isEqualTo(Samples.NOW);
        assertThat(facts).first().isInstanceOf(Fact.Remembered.class);
    }

    @Test
    void theSameAgainIsAbsorbed() {
        apply(Samples.request("r-1"));
        Notice notice =
                onlyFact(apply(Samples.request("r-1")), Fact.Noticed.class).notice();
        assertThat(notice.kind()).isEqualTo(Notice.Kind.DUPLICATE_ABSORBED);
    }

    @Test
    void anotherBodyUnderTheSameIdIsAConflict() {
        apply(Samples.request("r-1"));
        InferenceRequest other =
                Samples.request("r-1", Samples.body("cheap-text"), Samples.CHEAP, Samples.context(null));
        Notice notice = onlyFact(apply(other), Fact.Noticed.class).notice();
        assertThat(notice.kind()).isEqualTo(Notice.Kind.IDEMPOTENCY_CONFLICT);
    }

    @Test
    void theSameUnderAnotherIdIsAbsorbed_whenTheKeyIsTheSame() {
        apply(Samples.withKey(Samples.request("r-1"), "k"));
        List<Fact> facts = apply(Samples.withKey(Samples.request("r-2"), "k"));
        assertThat(only(facts, Fact.Noticed.class).notice().message()).contains("r-1");
        assertThat(facts).noneMatch(Fact.Dispatched.class::isInstance);
        // From now on r-2 is another name of r-1.
        assertThat(onlyFact(apply(Samples.request("r-2")), Fact.Noticed.class)
                        .notice()
                        .kind())
                .isEqualTo(Notice.Kind.DUPLICATE_ABSORBED);
    }

    @Test
    void firstGoodThenBroken_isOneDispatchAndAConflict() {
        apply(Samples.request("r-1"));
        Notice notice = onlyFact(apply(Samples.invalid("r-1", "hash")), Fact.Noticed.class)
                .notice();
        assertThat(notice.kind()).isEqualTo(Notice.Kind.IDEMPOTENCY_CONFLICT);
    }

    @Test
    void firstBrokenThenGood_isOneFailureAndAConflict() {
        Fact.Ended ended = only(apply(Samples.invalid("r-1", "hash")), Fact.Ended.class);
        assertThat(codeOf(ended)).isEqualTo(FailureCode.INVALID_JSON);
        assertThat(onlyFact(apply(Samples.request("r-1")), Fact.Noticed.class)
                        .notice()
                        .kind())
                .isEqualTo(Notice.Kind.IDEMPOTENCY_CONFLICT);
    }

    @Test
    void deadlinePassedAtAdmission_endsTheRequestWhole() {
        InferenceRequest request = Samples.request("r-1");
        Instant late = request.context().deadline();
        Fact.Ended ended =
                only(admit.admit(request, memory::get, ledger, Entrance.OPEN, catalogue, late), Fact.Ended.class);
        assertThat(codeOf(ended)).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
        assertThat(ended.admission()).isEqualTo(request);
        assertThat(ended.result().tags()).isEqualTo(request.context().tags());
    }

    @Test
    void bodyThatIsNotJsonEnds_whoeverLetItIn() {
        InferenceRequest request = Samples.request("r-1", "{", Samples.FAST, Samples.context(null));
        assertThat(codeOf(only(apply(request), Fact.Ended.class))).isEqualTo(FailureCode.INVALID_JSON);
    }

    @Test
    void finalAttemptChangesNothing_whereNothingIsLimited() {
        List<Fact> facts = admit.afterAttempt(
                Samples.attempt(new Disposition.Final(), 1, Samples.summary("eu", FailureCode.UNKNOWN)),
                ledger,
                Entrance.OPEN,
                catalogue,
                Samples.NOW);
        assertThat(facts).isEmpty();
    }

    @Test
    void comingBackIsTriedElsewhere_underTheNextNumber() {
        Dispatch next = only(
                        again(List.of(Samples.summary("eu", FailureCode.PROVIDER_UNAVAILABLE))), Fact.Dispatched.class)
                .dispatch();
        assertThat(next.attempt()).hasToString("r-1/2");
        assertThat(next.target().endpoint()).hasToString("us");
        assertThat(next.history()).hasSize(1);
    }

    @Test
    void comingBackIsTriedAtTheSamePlace_whenNobodyElseIsLeft_butNotWhereItWasNotEvenCalled() {
        Catalogue narrow = Catalogues.sample(
                Catalogues.BASIC,
                List.of(Catalogues.model("alpha-large", "alpha", "2.50", "10", 128_000, Set.of())),
                Map.of());
        AttemptSummary eu = Samples.summary("eu", FailureCode.PROVIDER_UNAVAILABLE);
        AttemptSummary us = Samples.summary("us", FailureCode.PROVIDER_UNAVAILABLE);
        AttemptSummary euNotCalled = new AttemptSummary(
                eu.id(), eu.target(), AttemptStatus.NOT_CALLED, eu.failure(), null, eu.startedAt(), eu.duration());

        assertThat(only(again(List.of(eu, us), narrow), Fact.Dispatched.class)
                        .dispatch()
                        .target()
                        .endpoint())
                .hasToString("eu");
        assertThat(only(again(List.of(euNotCalled, us), narrow), Fact.Dispatched.class)
                        .dispatch()
                        .target()
                        .endpoint())
                .hasToString("us");
        assertThat(codeOf(only(again(List.of(euNotCalled, us, us, us), narrow), Fact.Ended.class)))
                .isEqualTo(FailureCode.ATTEMPTS_EXHAUSTED);
    }

    @Test
    void exhausted_whenTheProvidersAttemptsAreUsedUp_listingEachAttempt() {
        List<AttemptSummary> history = List.of(
                Samples.summary("eu", FailureCode.PROVIDER_TIMEOUT),
                Samples.summary("us", FailureCode.PROVIDER_TIMEOUT),
                Samples.summary("x", FailureCode.PROVIDER_UNAVAILABLE));
        Fact.Ended ended = only(again(history), Fact.Ended.class);
        assertThat(codeOf(ended)).isEqualTo(FailureCode.ATTEMPTS_EXHAUSTED);
        assertThat(ended.result().attempts()).isEqualTo(history);
        assertThat(failureOf(ended).message()).contains("provider_unavailable").contains("3 attempts");
        assertThat(failureOf(ended).allowed()).isEqualTo("at most 3");
    }

    @Test
    void providersCodeIsKept_whereTheClientCanMendIt() {
        List<AttemptSummary> history = List.of(
                Samples.summary("eu", FailureCode.PROVIDER_BAD_REQUEST),
                Samples.summary("us", FailureCode.PROVIDER_BAD_REQUEST),
                Samples.summary("x", FailureCode.PROVIDER_BAD_REQUEST));
        assertThat(codeOf(only(again(history), Fact.Ended.class))).isEqualTo(FailureCode.PROVIDER_BAD_REQUEST);
    }

    @Test
    void deadlineWins_whenARequestComesBackLate() {
        List<AttemptSummary> history = List.of(Samples.summary("eu", FailureCode.PROVIDER_TIMEOUT));
        Attempt attempt =
                Samples.attempt(new Disposition.Continue(Samples.request("r-1"), history), 1, history.getLast());
        Instant late = Samples.NOW.plusSeconds(601);
        Fact.Ended ended = only(admit.afterAttempt(attempt, ledger, Entrance.OPEN, catalogue, late), Fact.Ended.class);
        assertThat(codeOf(ended)).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
        assertThat(failureOf(ended).message()).contains("provider_timeout");
    }

    @Test
    void defectEndsAContinueAndLeavesAFinal() {
        List<AttemptSummary> history = List.of(Samples.summary("eu", FailureCode.PROVIDER_TIMEOUT));
        Attempt back = Samples.attempt(new Disposition.Continue(Samples.request("r-1"), history), 1, history.getLast());
        assertThat(codeOf(only(Closing.undecidable(back, "X", ledger, Samples.NOW), Fact.Ended.class)))
                .isEqualTo(FailureCode.UNKNOWN);
        Attempt over = Samples.attempt(new Disposition.Final(), 1, history.getLast());
        assertThat(Closing.undecidable(over, "X", ledger, Samples.NOW)).isEmpty();
    }

    private List<Fact> again(List<AttemptSummary> history) {
        return again(history, catalogue);
    }

    private List<Fact> again(List<AttemptSummary> history, Catalogue under) {
        Disposition disposition = new Disposition.Continue(Samples.request("r-1"), history);
        return admit.afterAttempt(
                Samples.attempt(disposition, history.size(), history.getLast()),
                ledger,
                Entrance.OPEN,
                under,
                Samples.NOW);
    }

    private List<Fact> apply(Admission admission) {
        List<Fact> facts = admit.admit(admission, memory::get, ledger, Entrance.OPEN, catalogue, Samples.NOW);
        facts.forEach(fact -> {
            if (fact instanceof Fact.Remembered(SeenName name, Seen seen)) {
                memory.put(name, seen);
            }
        });
        return new ArrayList<>(facts);
    }

    private static FailureCode codeOf(Fact.Ended ended) {
        return failureOf(ended).code();
    }

    private static Failure failureOf(Fact.Ended ended) {
        return ((InferenceResult.Failed) ended.result().outcome()).failure();
    }

    private static <F extends Fact> F only(List<Fact> facts, Class<F> type) {
        List<F> found = facts.stream().filter(type::isInstance).map(type::cast).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static <F extends Fact> F onlyFact(List<Fact> facts, Class<F> type) {
        assertThat(facts).hasSize(1);
        return only(facts, type);
    }
}
