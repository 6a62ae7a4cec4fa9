package io.headgate.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.message.BreakerState;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private int opened;
    private final Breaker breaker = new Breaker(Trials.ONE, Duration.ofSeconds(10), new Random(1), () -> opened++);
    private long now;

    @Test
    void opens_whenEnoughFailInARowAfterAGoodTime() {
        calls(200, Sign.WELL);
        calls(Breaker.FAILURES_IN_A_ROW - 1, Sign.BROKEN);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.CLOSED);

        calls(1, Sign.BROKEN);

        assertThat(breaker.state(now)).isEqualTo(BreakerState.OPEN);
        assertThat(breaker.enter(now)).isFalse();
        assertThat(opened).isEqualTo(1);
    }

    @Test
    void opens_whenHalfOfTheCallsFail() {
        for (int i = 0; i < 5; i++) {
            calls(1, Sign.WELL);
            calls(1, Sign.STRAINED);
        }

        assertThat(breaker.state(now)).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void opens_whenMostCallsAreSlow() {
        for (int i = 0; i < 10; i++) {
            assertThat(breaker.enter(now)).isTrue();
            breaker.ended(breaker.era(), Sign.WELL, 9 * SECOND, now);
        }

        assertThat(breaker.state(now)).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void staysClosed_whenTheProviderIsOnlyCrowdedOrRefuses() {
        calls(100, Sign.CROWDED);
        calls(100, Sign.NEUTRAL);

        assertThat(breaker.state(now)).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void waitsLongerEachTimeUpToTenSeconds_andOneAgainAfterItHasClosed() {
        open();
        long[] bounds = {1, 2, 4, 8, 10, 10};
        for (long bound : bounds) {
            long wait = breaker.openUntil() - now;
            assertThat(wait).isBetween(bound * SECOND * 8 / 10, bound * SECOND);
            now = breaker.openUntil();
            calls(Breaker.HALF_OPEN_CALLS, Sign.BROKEN);
            assertThat(breaker.state(now)).isEqualTo(BreakerState.OPEN);
        }

        now = breaker.openUntil();
        calls(Breaker.HALF_OPEN_CALLS, Sign.WELL);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.CLOSED);
        open();
        assertThat(breaker.openUntil() - now).isLessThanOrEqualTo(SECOND);
    }

    @Test
    void letsFewThrough_whenHalfOpen() {
        openAndWait();

        for (int i = 0; i < Breaker.HALF_OPEN_CALLS; i++) {
            assertThat(breaker.enter(now)).isTrue();
        }
        assertThat(breaker.enter(now)).isFalse();
        assertThat(breaker.state(now)).isEqualTo(BreakerState.HALF_OPEN);
    }

    @Test
    void halfOpenPermissionsComeBack_whenCallsAreCancelledOrSayNothing() {
        openAndWait();
        for (int i = 0; i < 20; i++) {
            assertThat(breaker.enter(now)).isTrue();
            if (i % 2 == 0) {
                breaker.release(breaker.era());
            } else {
                breaker.ended(breaker.era(), i % 4 == 1 ? Sign.NEUTRAL : Sign.CROWDED, MILLI, now);
            }
        }

        calls(Breaker.HALF_OPEN_CALLS, Sign.WELL);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void callsFromBeforeItOpened_countForNothing() {
        assertThat(breaker.enter(now)).isTrue();
        assertThat(breaker.enter(now)).isTrue();
        assertThat(breaker.enter(now)).isTrue();
        long old = breaker.era();
        openAndWait();
        for (int i = 0; i < Breaker.HALF_OPEN_CALLS; i++) {
            assertThat(breaker.enter(now)).isTrue();
        }

        breaker.ended(old, Sign.BROKEN, MILLI, now);
        breaker.ended(old, Sign.BROKEN, MILLI, now);
        breaker.release(old);
        assertThat(breaker.enter(now)).isFalse();
        for (int i = 0; i < Breaker.HALF_OPEN_CALLS; i++) {
            breaker.ended(breaker.era(), Sign.WELL, MILLI, now);
        }

        assertThat(breaker.state(now)).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void isHalfOpenAtOnce_whenACheckPasses_andStaysOpenWhileChecksFail() {
        open();
        breaker.checkFailed(now + 25 * SECOND);
        now += 24 * SECOND;
        assertThat(breaker.enter(now)).isFalse();

        breaker.checkPassed(now);

        assertThat(breaker.state(now)).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(breaker.enter(now)).isTrue();
    }

    @Test
    void callsMayTry_whenChecksHaveFailedForThirtySeconds() {
        open();
        long opened = now;
        for (; now < opened + 30 * SECOND; now += 5 * SECOND) {
            breaker.checkFailed(now + 10 * SECOND);
            assertThat(breaker.enter(now)).isFalse();
        }
        breaker.checkFailed(now + 10 * SECOND);

        calls(Breaker.HALF_OPEN_CALLS, Sign.WELL);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void passingChecksDoNotShortenItsWait_whenCallsFailAgainAllTheSame() {
        open();
        breaker.checkPassed(now);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.HALF_OPEN);
        calls(Breaker.HALF_OPEN_CALLS, Sign.BROKEN);

        breaker.checkPassed(now);
        assertThat(breaker.enter(now)).isFalse();
        assertThat(breaker.openUntil() - now).isBetween(2 * SECOND * 8 / 10, 2 * SECOND);

        breaker.checkFailed(now);
        breaker.checkPassed(now);
        assertThat(breaker.enter(now)).isTrue();
    }

    @Test
    void opensWithoutACall_whenChecksSaySo() {
        breaker.open(now);

        assertThat(breaker.enter(now)).isFalse();
        assertThat(opened).isEqualTo(1);
    }

    private void open() {
        calls(Breaker.FAILURES_IN_A_ROW, Sign.BROKEN);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.OPEN);
    }

    private void openAndWait() {
        open();
        now = breaker.openUntil();
    }

    private void calls(int count, Sign sign) {
        for (int i = 0; i < count; i++) {
            assertThat(breaker.enter(now)).isTrue();
            breaker.ended(breaker.era(), sign, MILLI, now);
        }
    }
}
