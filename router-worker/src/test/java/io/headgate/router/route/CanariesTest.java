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
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanariesTest {
    private static final Cost DOLLAR = new Cost.Priced(Money.of("1", "USD"));
    private final Canaries canaries = new Canaries();
    private final List<Alert> told = new ArrayList<>();
    private Canary canary =
            canary(new Stop(20, new BigDecimal("10"), new BigDecimal("4"), new BigDecimal("2"), new BigDecimal("1.5")));
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
    void itBeginsAnew_andIsToldOf_whenTheCatalogueChanges() {
        itIsStopped_whenItTakesTooLong();
        canary = canary(new Stop(20, null, null, new BigDecimal("3"), null));
        catalogue = catalogue(canary);
        completed("m0", 100, DOLLAR);
        assertThat(told).extracting(Alert::state).containsExactly(Alert.State.RAISED, Alert.State.RESOLVED);
        assertThat(told.getFirst().id()).isEqualTo(told.getLast().id());
        assertThat(canaries.standing(Field.ALIAS, canary).stopped()).isNull();
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
        canaries.heard(attempt, catalogue, Samples.NOW).ifPresent(told::add);
    }
}
