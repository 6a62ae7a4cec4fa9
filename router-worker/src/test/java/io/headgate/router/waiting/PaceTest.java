package io.headgate.router.waiting;

import static io.headgate.router.waiting.Entries.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace(NOW);

    @Test
    void nothingIsKnown_beforeAnythingHasEnded() {
        assertThat(pace.perSecond(NOW.plusSeconds(9))).isZero();
        assertThat(pace.call()).isEqualTo(Duration.ZERO);
    }

    @Test
    void aSteadyRate_isSeenAsWhatItIs_fromTheFirstSecondOn() {
        Instant at = NOW;
        for (int i = 0; i < 100; i++) {
            at = at.plusMillis(10);
            pace.ended(Duration.ofMillis(300), at);
        }
        assertThat(pace.perSecond(at)).isCloseTo(100, within(5.0));
        assertThat(pace.call()).isBetween(Duration.ofMillis(299), Duration.ofMillis(301));
    }

    @Test
    void aRate_isForgotten_whenNothingEndsAnyMore() {
        for (int i = 1; i <= 100; i++) {
            pace.ended(Duration.ofMillis(300), NOW.plusMillis(10 * i));
        }
        assertThat(pace.perSecond(NOW.plusSeconds(60))).isLessThan(0.01);
        assertThat(pace.call()).isCloseTo(Duration.ofMillis(300), Duration.ofMillis(1));
    }

    @Test
    void theWay_isTheShortestThatWasSeen_andRisesSlowly() {
        pace.beside(Duration.ofMillis(80), NOW);
        pace.beside(Duration.ofMillis(40), NOW.plusSeconds(1));
        pace.beside(Duration.ofMillis(900), NOW.plusSeconds(2));
        assertThat(pace.way()).isEqualTo(Duration.ofMillis(40));
        for (int second = 3; second < 1_000; second++) {
            pace.beside(Duration.ofMillis(900), NOW.plusSeconds(second));
        }
        assertThat(pace.way()).isBetween(Duration.ofMillis(65), Duration.ofMillis(140));
        pace.beside(Duration.ofMillis(-5), NOW.plusSeconds(1_000));
        assertThat(pace.way()).isEqualTo(Duration.ZERO);
    }

    @Test
    void theWay_followsWhatIsSeen_whereTheQueueIsKnown() {
        pace.beside(Duration.ofMillis(40), NOW);
        pace.onTheWay(Duration.ofMillis(900), NOW.plusSeconds(1));
        assertThat(pace.way()).isEqualTo(Duration.ofMillis(900));
        for (int second = 2; second < 60; second++) {
            pace.onTheWay(Duration.ofMillis(100), NOW.plusSeconds(second));
        }
        assertThat(pace.way()).isCloseTo(Duration.ofMillis(100), Duration.ofMillis(1));
        pace.onTheWay(Duration.ofMillis(-5), NOW.plusSeconds(500));
        assertThat(pace.way()).isCloseTo(Duration.ZERO, Duration.ofMillis(1));
        pace.onTheWay(Duration.ofDays(1), NOW.plusSeconds(900));
        assertThat(pace.way()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));
    }
}
