package io.headgate.metering.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Alert.State;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransitionsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Alert.Window TODAY = window("2026-11-20");
    private static final Alert.Window TOMORROW = window("2026-11-21");
    private final Watchman watchman = new Watchman();

    @Test
    void conditionThatHolds_isToldOnce_andOnceWhenItIsOver() {
        assertThat(watchman.read(NOON, goingOn(TODAY, Verdict.HOLDS)))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.state()).isEqualTo(State.RAISED);
                    assertThat(alert.window()).isEqualTo(TODAY);
                    assertThat(alert.at()).isEqualTo(NOON);
                });
        assertThat(watchman.read(NOON, goingOn(TODAY, Verdict.HOLDS))).isEmpty();
        assertThat(watchman.read(NOON, goingOn(TODAY, Verdict.BETWEEN))).isEmpty();
        assertThat(watchman.read(NOON, goingOn(TODAY, Verdict.OVER)))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.state()).isEqualTo(State.RESOLVED);
                    assertThat(alert.id()).isEqualTo(watchman.told().getFirst().id());
                    assertThat(alert.message()).startsWith("over: ");
                });
        assertThat(watchman.read(NOON, goingOn(TODAY, Verdict.OVER))).isEmpty();
    }

    @Test
    void conditionThatComesBack_isNotToldAgainInItsWindow_butInTheNext() {
        watchman.read(NOON, goingOn(TODAY, Verdict.HOLDS));
        watchman.read(NOON, goingOn(TODAY, Verdict.OVER));

        assertThat(watchman.read(NOON, goingOn(TODAY, Verdict.HOLDS))).isEmpty();
        assertThat(watchman.read(NOON, goingOn(TOMORROW, Verdict.HOLDS))).hasSize(1);
    }

    @Test
    void conditionThatGoesOn_isTheSameAlertInTheNextWindow() {
        watchman.read(NOON, goingOn(TODAY, Verdict.HOLDS));

        assertThat(watchman.read(NOON, goingOn(TOMORROW, Verdict.HOLDS))).isEmpty();
        assertThat(states(goingOn(TOMORROW, Verdict.OVER))).containsExactly(State.RESOLVED);
    }

    @Test
    void windowThatBeginsAnew_endsTheAlertOfTheOneBefore() {
        watchman.read(NOON, reading(TODAY, true, Verdict.HOLDS));

        assertThat(states(reading(TOMORROW, true, Verdict.BETWEEN))).containsExactly(State.RESOLVED);
    }

    @Test
    void windowThatBeginsAnew_isToldAtOnce_whenItHoldsAtOnce() {
        watchman.read(NOON, reading(TODAY, true, Verdict.HOLDS));

        assertThat(states(reading(TOMORROW, true, Verdict.HOLDS))).containsExactly(State.RESOLVED, State.RAISED);
        assertThat(watchman.told().get(2).id())
                .isNotEqualTo(watchman.told().get(0).id());
    }

    @Test
    void whatIsNotWatchedAnyMore_isOver() {
        watchman.read(NOON, goingOn(TODAY, Verdict.HOLDS));

        assertThat(states()).containsExactly(State.RESOLVED);
        assertThat(states()).isEmpty();
    }

    @Test
    void successor_isToldNothingTwice() {
        watchman.read(NOON, goingOn(TODAY, Verdict.HOLDS));

        assertThat(watchman.successor().read(NOON, goingOn(TODAY, Verdict.HOLDS)))
                .isEmpty();
        assertThat(watchman.successor().read(NOON, goingOn(TODAY, Verdict.OVER)))
                .hasSize(1);
    }

    @Test
    void id_isTheSameForEver_whateverTheScaleOfTheThreshold() {
        assertThat(condition("0.50").id(TODAY)).isEqualTo(condition("0.5").id(TODAY));
        assertThat(condition("0.5").id(TODAY)).isEqualTo("budget/rule/9eac93c4ebe841554ceeb0cd040938c3");
        assertThat(condition("0.5").id(TODAY)).isNotEqualTo(condition("0.5").id(TOMORROW));
        assertThat(condition("0.5").id(TODAY)).isNotEqualTo(condition("0.8").id(TODAY));
    }

    @Test
    void twoReadingsOfOneCondition_areRefused() {
        assertThatThrownBy(() -> watchman.read(NOON, goingOn(TODAY, Verdict.HOLDS), goingOn(TOMORROW, Verdict.HOLDS)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");
    }

    private List<State> states(Reading... readings) {
        return watchman.read(NOON, readings).stream().map(Alert::state).toList();
    }

    private static Reading goingOn(Alert.Window window, Verdict verdict) {
        return reading(window, false, verdict);
    }

    private static Reading reading(Alert.Window window, boolean begins, Verdict verdict) {
        return new Reading(condition("0.5"), window, begins, verdict, null, "half is spent");
    }

    private static Condition condition(String threshold) {
        Alert.Scope scope = new Alert.Scope(new TenantId("acme"), null, null, null, null);
        return new Condition("rule", Alert.Kind.BUDGET, scope, "cost per month", new BigDecimal(threshold));
    }

    private static Alert.Window window(String day) {
        Instant start = Instant.parse(day + "T00:00:00Z");
        return new Alert.Window(start, start.plusSeconds(86_400));
    }
}
