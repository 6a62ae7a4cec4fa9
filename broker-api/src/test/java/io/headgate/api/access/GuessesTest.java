package io.headgate.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuessesTest {
    private final SetClock clock = new SetClock();
    private final Guesses guesses = new Guesses(clock);

    @Test
    void eachAddressHasSoManyAMinute() {
        takeAll("a");

        assertThat(guesses.take("a")).isFalse();
        assertThat(guesses.take("b")).isTrue();
        clock.pass(Duration.ofSeconds(20));
        assertThat(guesses.untilFresh("a")).isEqualTo(Duration.ofSeconds(40));
        clock.pass(Duration.ofSeconds(40));
        assertThat(guesses.untilFresh("a")).isZero();
        assertThat(guesses.take("a")).isTrue();
    }

    @Test
    void oneThatWasNoGuessIsGivenBack() {
        takeAll("a");
        guesses.giveBack("a");

        assertThat(guesses.take("a")).isTrue();
        assertThat(guesses.take("a")).isFalse();
        guesses.giveBack("of nobody");
        assertThat(guesses.untilFresh("of nobody")).isZero();
    }

    @Test
    void whoBeganLongestAgoIsForgotten_whereThereAreTooMany() {
        takeAll("a");
        for (int i = 0; i < Guesses.ADDRESSES; i++) {
            guesses.take("other " + i);
        }

        assertThat(guesses.untilFresh("a")).isZero();
        assertThat(guesses.untilFresh("other 0")).isEqualTo(Guesses.WINDOW);
    }

    private void takeAll(String from) {
        for (int i = 0; i < Guesses.MOST; i++) {
            assertThat(guesses.take(from)).isTrue();
        }
    }
}
