package io.headgate.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Retry;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.call.CallOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RetriesTest {
    private static final Retry RETRY = new Retry(3, Duration.ofMillis(50), Duration.ofSeconds(1));
    private static final Duration QUICK = Duration.ofMillis(10);
    private static final Duration AMPLE = Duration.ofMinutes(1);

    @Test
    void repeatsAtMostTwice_withinItsBackoff() {
        assertThat(pause(Trials.DOWN, 1, QUICK, AMPLE).orElseThrow()).isLessThanOrEqualTo(Duration.ofMillis(50));
        assertThat(pause(Trials.DOWN, 2, QUICK, AMPLE).orElseThrow()).isLessThanOrEqualTo(Duration.ofMillis(100));
        assertThat(pause(Trials.DOWN, 3, QUICK, AMPLE)).isEmpty();
    }

    static Stream<CallOutcome> notRepeated() {
        return Stream.of(
                Trials.COMPLETED,
                Trials.unknown(FailureCode.PROVIDER_TIMEOUT),
                Trials.refused(FailureCode.PROVIDER_QUOTA),
                Trials.refused(FailureCode.PROVIDER_AUTH),
                Trials.refused(FailureCode.CONTEXT_TOO_LONG),
                Trials.refused(FailureCode.PROVIDER_BAD_REQUEST));
    }

    @ParameterizedTest
    @MethodSource("notRepeated")
    void neverRepeats_whatMayBeBilledOrWouldBeRefusedAgain(CallOutcome outcome) {
        assertThat(pause(outcome, 1, QUICK, AMPLE)).isEmpty();
    }

    @Test
    void waitsAsLongAsTheProviderAsks_whenThatIsBrief() {
        assertThat(pause(asking(Duration.ofMillis(700)), 1, QUICK, AMPLE)).contains(Duration.ofMillis(700));
        assertThat(pause(asking(Duration.ofMillis(1_001)), 1, QUICK, AMPLE)).isEmpty();
    }

    @Test
    void goesElsewhere_whenThereIsSuchAPlaceAndTheProviderAsksToWait() {
        Errand movable = Trials.errand(Trials.ONE, AMPLE, true);

        assertThat(Retries.pause(movable, asking(Duration.ZERO), 1, QUICK, AMPLE, RETRY, new Random(1)))
                .isEmpty();
        assertThat(Retries.pause(movable, Trials.DOWN, 1, QUICK, AMPLE, RETRY, new Random(1)))
                .isPresent();
    }

    @Test
    void doesNotRepeat_whenTheNextWouldEndTooNearTheDeadline() {
        CallOutcome asking = asking(Duration.ofMillis(500));

        assertThat(pause(asking, 1, QUICK, Duration.ofMillis(599))).isEmpty();
        assertThat(pause(asking, 1, QUICK, Duration.ofMillis(600))).isPresent();
        assertThat(pause(asking, 1, Duration.ofSeconds(3), Duration.ofSeconds(3)))
                .isEmpty();
        assertThat(pause(asking, 1, Duration.ofSeconds(3), Duration.ofSeconds(4)))
                .isPresent();
    }

    @Test
    void doesNotRepeat_whenTheCatalogueWantsNoSecondTry() {
        Retry none = new Retry(1, Duration.ofMillis(50), Duration.ofSeconds(1));

        assertThat(Retries.pause(Trials.errand(Trials.ONE), Trials.DOWN, 1, QUICK, AMPLE, none, new Random(1)))
                .isEmpty();
    }

    private static CallOutcome asking(Duration wait) {
        return Trials.retryable(FailureCode.PROVIDER_RATE_LIMITED, 429, wait);
    }

    private static Optional<Duration> pause(CallOutcome outcome, int calls, Duration took, Duration left) {
        return Retries.pause(Trials.errand(Trials.ONE), outcome, calls, took, left, RETRY, new Random(calls));
    }
}
