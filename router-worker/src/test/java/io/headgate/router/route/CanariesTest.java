package io.headgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.catalog.Canary.Stop;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Route.Strategy;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.CanaryStop;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Feedback;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanariesTest {
    private static final Cost DOLLAR = new Cost.Priced(Money.of("1", "USD"));
    private final LearnedFeedback feedback = new LearnedFeedback();
    private Canaries canaries = new Canaries(feedback);
    private final List<Alert> told = new ArrayList<>();
    private final List<@Nullable CanaryStop> stops = new ArrayList<>();
    private int judged;
    private Instant now = Samples.NOW;
    /** Whether what is told reaches the topic, and from there every router. */
    private boolean arrives = true;

    private Canary canary = canary(new Stop(
            20,
            new BigDecimal("10"),
            new BigDecimal("4"),
            new BigDecimal("2"),
            new BigDecimal("1.5"),
            new BigDecimal("15"),
            10));
    private Catalogue catalogue = catalogue(canary);

    @Test
    void itGoesOn_whileItDoesNoWorseThanAllowed() {
        for (int i = 0; i < 100; i++) {
            completed("m0", 100, DOLLAR);
            completed("m1", 190, new Cost.Priced(Money.of("1.4", "USD")));
        }
        assertThat(told).isEmpty();
        CanaryStanding standing = canaries.standing(Field.ALIAS, canary);
        assertThat(standing.stopped()).isNull();
        assertThat(standing.pinned().attempts()).isEqualTo(100);
        assertThat(standing.replacement().time()).isEqualTo(Duration.ofMillis(190));
        assertThat(standing.replacement().cost()).isCloseTo(1.4, within(1e-9));
    }

    @Test
    void itIsStopped_andToldOfOnce_whenItFailsTooOften() {
        for (int i = 0; i < 50; i++) {
            completed("m0", 100, DOLLAR);
            completed("m1", 100, DOLLAR);
            failed("m1", FailureCode.PROVIDER_UNAVAILABLE);
        }
        assertThat(told).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo(Alert.Kind.CANARY_STOPPED);
            assertThat(alert.state()).isEqualTo(Alert.State.RAISED);
            assertThat(alert.scope().model()).isEqualTo(new ModelName("m1"));
            assertThat(alert.message()).contains("m1 of alias text, in place of m0, fails in", "is tried no more");
            assertThat(Objects.requireNonNull(alert.measured()).threshold()).isEqualByComparingTo("10");
        });
        assertThat(canaries.standing(Field.ALIAS, canary).stopped()).startsWith("fails in");
    }

    @Test
    void itIsNotJudged_byAFewAttempts_norByWhatIsNoFaultOfIts() {
        for (int i = 0; i < 50; i++) {
            completed("m0", 100, DOLLAR);
            failed("m1", FailureCode.PROVIDER_BAD_REQUEST);
        }
        for (int i = 0; i < 19; i++) {
            failed("m1", FailureCode.PROVIDER_TIMEOUT);
        }
        assertThat(told).isEmpty();
        failed("m1", FailureCode.PROVIDER_TIMEOUT);
        assertThat(told).hasSize(1);
    }

    @Test
    void itIsStopped_whenItsAnswersBreakTheContract_moreOftenThanThePinnedModels() {
        for (int i = 0; i < 48; i++) {
            completed("m0", 100, DOLLAR);
            completed("m1", 100, DOLLAR);
        }
        violating("m0");
        violating("m1");
        violating("m1");
        assertThat(told).as("two percent apart").isEmpty();
        violating("m1");
        violating("m1");
        assertThat(told)
                .singleElement()
                .satisfies(
                        alert -> assertThat(alert.message()).contains("breaks the contract in", "more than 4 % apart"));
        CanaryStanding standing = canaries.standing(Field.ALIAS, canary);
        assertThat(standing.replacement().errorRate()).isZero();
        assertThat(standing.replacement().violationRate()).isCloseTo(100 * 4 / 52.0, within(0.5));
    }

    @Test
    void itIsStopped_whenItTakesTooLong() {
        for (int i = 0; i < 20; i++) {
            completed("m0", 100, DOLLAR);
            completed("m1", 210, DOLLAR);
        }
        assertThat(canaries.standing(Field.ALIAS, canary).stopped())
                .isEqualTo("takes 2.10 times what the pinned model does: more than 2");
    }

    @Test
    void itIsStopped_whenItCostsTooMuch_butNotInAnotherCurrency() {
        for (int i = 0; i < 30; i++) {
            completed("m0", 100, DOLLAR);
            completed("m1", 100, new Cost.Priced(Money.of("9", "EUR")));
        }
        assertThat(told).isEmpty();
        for (int i = 0; i < 30; i++) {
            completed("m1", 100, new Cost.Priced(Money.of("1.6", "USD")));
        }
        assertThat(canaries.standing(Field.ALIAS, canary).stopped()).startsWith("costs 1.60 times");
    }

    @Test
    void itIsStopped_whenItsUsersFindFewerOfItsAnswersGood_andEnoughOfThemSaySo() {
        for (int i = 0; i < 20; i++) {
            completed("m0", 100, DOLLAR);
            completed("m1", 100, DOLLAR);
            said("m0", i < 18);
        }
        for (int i = 0; i < 9; i++) {
            said("m1", false);
        }
        completed("m1", 100, DOLLAR);
        assertThat(told).as("nine answers are too few").isEmpty();
        said("m1", false);
        completed("m1", 100, DOLLAR);
        assertThat(told).hasSize(1);
        assertThat(canaries.standing(Field.ALIAS, canary).stopped())
                .isEqualTo(
                        "has 0.00 % of its judged answers found good, the pinned model 90.00 %: more than 15 % apart");
    }

    @Test
    void itGoesOn_whileItsUsersAreAboutAsPleased() {
        for (int i = 0; i < 20; i++) {
            completed("m0", 100, DOLLAR);
            completed("m1", 100, DOLLAR);
            said("m0", i < 18);
            said("m1", i < 16);
        }
        completed("m1", 100, DOLLAR);
        assertThat(told).as("ten percent apart").isEmpty();
        said("m1", false);
        said("m1", false);
        completed("m1", 100, DOLLAR);
        assertThat(told).hasSize(1);
    }

    private void said(String model, boolean good) {
        RequestKey key = new RequestKey(Samples.ACME, new RequestId("judged-" + judged++));
        feedback.heard(
                new Feedback(key, Field.ALIAS, new ModelName(model), good ? 1 : -1, null, Samples.NOW), Samples.NOW);
    }

    @Test
    void itBeginsAnew_andIsToldOf_whenTheCatalogueChanges() {
        itIsStopped_whenItTakesTooLong();
        canary = canary(new Stop(20, null, null, new BigDecimal("3"), null, null, 20));
        catalogue = catalogue(canary);
        completed("m0", 100, DOLLAR);
        assertThat(told).extracting(Alert::state).containsExactly(Alert.State.RAISED, Alert.State.RESOLVED);
        assertThat(told.getFirst().id()).isEqualTo(told.getLast().id());
        assertThat(canaries.standing(Field.ALIAS, canary).stopped()).isNull();
    }

    @Test
    void itStaysStopped_inAnotherRouter_andAfterARestart() {
        itIsStopped_whenItTakesTooLong();
        restart();
        assertThat(canaries.standing(Field.ALIAS, canary).stopped()).startsWith("takes 2.10 times");
        for (int i = 0; i < 30; i++) {
            completed("m0", 100, DOLLAR);
            completed("m1", 500, DOLLAR);
        }
        assertThat(told).as("it is known").hasSize(1);
        assertThat(canaries.standing(Field.ALIAS, canary).stopped()).startsWith("takes 2.10 times");
    }

    @Test
    void thatItIsOver_isTold_alsoAfterARestart_andWhenNobodyAsksForItsAliasAnyMore() {
        itIsStopped_whenItTakesTooLong();
        restart();
        catalogue = new Field(Strategy.ORDERED)
                .with("1", 0, null)
                .with("1", 0, null)
                .catalogue();
        completed("m0", 100, DOLLAR);
        completed("m0", 100, DOLLAR);
        assertThat(told).extracting(Alert::state).containsExactly(Alert.State.RAISED, Alert.State.RESOLVED);
        assertThat(stops.getLast()).isNull();
    }

    @Test
    void anOlderCatalogueDoesNotSayThatItIsOver() {
        itIsStopped_whenItTakesTooLong();
        CanaryStop stop = Objects.requireNonNull(stops.getFirst());
        canaries.told(
                Field.ALIAS,
                new CanaryStop(
                        Field.ALIAS,
                        canary(new Stop(20, null, null, new BigDecimal("3"), null, null, 20)),
                        stop.words(),
                        catalogue.revision().next(),
                        Samples.NOW));
        completed("m0", 100, DOLLAR);
        assertThat(told).extracting(Alert::state).containsOnly(Alert.State.RAISED);
    }

    @Test
    void whatDidNotArrive_isToldAgain_butNotWithEveryAttempt() {
        arrives = false;
        itIsStopped_whenItTakesTooLong();
        completed("m1", 500, DOLLAR);
        assertThat(told).hasSize(1);
        now = now.plus(Canaries.AGAIN);
        arrives = true;
        completed("m0", 100, DOLLAR);
        now = now.plus(Canaries.AGAIN);
        completed("m0", 100, DOLLAR);
        assertThat(told).hasSize(2);
        assertThat(stops.getLast()).isEqualTo(stops.getFirst());
    }

    @Test
    void aSecondStopIsToldAgain() {
        itBeginsAnew_andIsToldOf_whenTheCatalogueChanges();
        for (int i = 0; i < 20; i++) {
            completed("m0", 100, DOLLAR);
            completed("m1", 400, DOLLAR);
        }
        assertThat(told)
                .extracting(Alert::state)
                .containsExactly(Alert.State.RAISED, Alert.State.RESOLVED, Alert.State.RAISED);
        assertThat(Objects.requireNonNull(stops.getLast()).canary()).isEqualTo(canary);
    }

    /** Another process begins, and reads the topic. */
    private void restart() {
        canaries = new Canaries(new LearnedFeedback());
        canaries.told(Field.ALIAS, stops.getLast());
    }

    private static Canary canary(@Nullable Stop stop) {
        return new Canary(new ModelName("m0"), new ModelName("m1"), 500, null, List.of(), stop);
    }

    private static Catalogue catalogue(Canary canary) {
        return new Field(Strategy.ORDERED)
                .with("1", 0, null)
                .with("1", 0, null)
                .canary(canary)
                .catalogue();
    }

    private void completed(String model, long millis, Cost cost) {
        heard(model, AttemptStatus.COMPLETED, null, millis, cost);
    }

    private void violating(String model) {
        Failure broken = Failure.of(FailureCode.CONTRACT_VIOLATION, "no");
        heard(model, AttemptStatus.COMPLETED, broken, 100, DOLLAR);
    }

    private void failed(String model, FailureCode code) {
        heard(model, AttemptStatus.RETRYABLE, Failure.of(code, "no"), 1, DOLLAR);
    }

    private void heard(String model, AttemptStatus status, @Nullable Failure failure, long millis, Cost cost) {
        AttemptSummary summary = new AttemptSummary(
                Samples.summary("eu", FailureCode.PROVIDER_TIMEOUT).id(),
                new Target(new ProviderName("p"), new EndpointName("main"), new ModelName(model), model),
                status,
                failure,
                null,
                Samples.NOW,
                Duration.ofMillis(millis));
        Attempt sample = Samples.attempt(new Disposition.Final(), 1, summary);
        Attempt attempt = new Attempt(
                sample.key(),
                summary,
                1,
                Field.ALIAS,
                null,
                null,
                Map.of(),
                null,
                null,
                null,
                cost,
                sample.reservation(),
                null,
                null,
                sample.revision(),
                sample.disposition());
        for (CanaryNews news : canaries.heard(attempt, catalogue, now)) {
            told.add(news.alert());
            stops.add(news.stop());
            if (arrives) {
                canaries.told(news.alias(), news.stop());
            }
        }
    }
}
