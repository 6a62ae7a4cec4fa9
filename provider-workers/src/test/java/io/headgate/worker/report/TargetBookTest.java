package io.headgate.worker.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headgate.schemas.message.AttemptStats;
import io.headgate.schemas.message.AttemptStats.Checks;
import io.headgate.schemas.message.AttemptStats.Gate;
import io.headgate.schemas.message.AttemptStats.Generation;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.DurationSketch;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.Samples;
import io.headgate.worker.guard.TargetState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TargetBookTest {
    private static final Instant OPENED = Ended.START;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TargetBook book = new TargetBook(Samples.TARGET, OPENED);

    @Test
    void tellsWhatEnded_whenDrained() {
        book.ended(Ended.completed(Samples.TARGET, OPENED, Duration.ofMillis(400)), Duration.ofMillis(390));
        book.ended(
                Ended.failed(Samples.TARGET, AttemptStatus.RETRYABLE, FailureCode.PROVIDER_RATE_LIMITED, OPENED),
                Duration.ofMillis(3));

        AttemptStats stats = drain(OPENED.plus(SECOND), Checks.NONE, null);

        assertThat(stats.worker()).isEqualTo("w1");
        assertThat(stats.target()).isEqualTo(Samples.TARGET);
        assertThat(stats.windowStart()).isEqualTo(OPENED);
        assertThat(stats.window()).isEqualTo(SECOND);
        assertThat(stats.ended()).isEqualTo(Map.of(AttemptStatus.COMPLETED, 1L, AttemptStatus.RETRYABLE, 1L));
        assertThat(stats.failures()).isEqualTo(Map.of(FailureCode.PROVIDER_RATE_LIMITED, 1L));
        assertThat(stats.latency()).isEqualTo(DurationSketch.of(List.of(Duration.ofMillis(400))));
        assertThat(stats.firstByte()).isEqualTo(DurationSketch.of(List.of(Duration.ofMillis(200))));
        assertThat(stats.generation()).isEqualTo(new Generation(20, 7, Duration.ofMillis(200)));
        assertThat(stats.load().inFlight()).isEqualTo(4);
        assertThat(stats.load().inFlightLimit()).isEqualTo(10);
        assertThat(stats.load().queued()).isEqualTo(3);
        assertThat(stats.load().unread()).isEqualTo(99);
    }

    @Test
    void answerThatBreaksItsContract_isCompleted_andAFailureByItsCode() {
        book.ended(Ended.violating(Samples.TARGET, OPENED, SECOND), SECOND);

        AttemptStats stats = drain(OPENED.plus(SECOND), Checks.NONE, null);
        assertThat(stats.ended()).isEqualTo(Map.of(AttemptStatus.COMPLETED, 1L));
        assertThat(stats.failures()).isEqualTo(Map.of(FailureCode.CONTRACT_VIOLATION, 1L));
        assertThat(stats.generation().outputTokens()).isEqualTo(7);
    }

    @Test
    void beginsAnew_whenDrained() {
        book.ended(Ended.completed(Samples.TARGET, OPENED, SECOND), SECOND);
        assertThat(book.hasNews()).isTrue();
        drain(OPENED.plus(SECOND), Checks.NONE, null);

        assertThat(book.hasNews()).isFalse();
        AttemptStats next = drain(OPENED.plusSeconds(3), Checks.NONE, null);
        assertThat(next.windowStart()).isEqualTo(OPENED.plus(SECOND));
        assertThat(next.window()).isEqualTo(Duration.ofSeconds(2));
        assertThat(next.ended()).isEmpty();
        assertThat(next.latency()).isEqualTo(DurationSketch.EMPTY);
        assertThat(next.generation()).isEqualTo(Generation.NONE);
        assertThat(book.endedInAll()).as("what metrics count").isEqualTo(Map.of(AttemptStatus.COMPLETED, 1L));
    }

    @Test
    void serviceRateIsLimitByMeanTime_whenEnoughHaveEnded() {
        for (int i = 0; i < 4; i++) {
            book.ended(Ended.completed(Samples.TARGET, OPENED, SECOND), Duration.ofMillis(500));
        }
        assertThat(drain(OPENED.plus(SECOND), Checks.NONE, null).load().serviceRate())
                .as("of four calls")
                .isNull();
        for (int i = 0; i < 4; i++) {
            book.ended(Ended.completed(Samples.TARGET, OPENED, SECOND), Duration.ofMillis(500));
        }
        assertThat(drain(OPENED.plusSeconds(2), Checks.NONE, null).load().serviceRate())
                .isCloseTo(20, within(0.01));
        assertThat(drain(OPENED.plusSeconds(3), Checks.NONE, 7.5).load().serviceRate())
                .as("no more than the rate limit")
                .isEqualTo(7.5);
        assertThat(drain(OPENED.plusSeconds(1_000), Checks.NONE, null).load().serviceRate())
                .as("long ago")
                .isNull();
    }

    @Test
    void checksAreThoseOfTheWindow_alsoWhenTheGuardBeganAnew() {
        assertThat(drain(OPENED.plusSeconds(1), new Checks(3, 1), null).checks())
                .isEqualTo(new Checks(3, 1));
        assertThat(drain(OPENED.plusSeconds(2), new Checks(5, 1), null).checks())
                .isEqualTo(new Checks(2, 0));
        assertThat(drain(OPENED.plusSeconds(3), new Checks(1, 0), null).checks())
                .isEqualTo(new Checks(1, 0));
    }

    @Test
    void windowLastsAMillisecond_whenTheClockWasSetBack() {
        AttemptStats stats = drain(OPENED.minusSeconds(60), Checks.NONE, null);
        assertThat(stats.window()).isEqualTo(Duration.ofMillis(1));
        assertThat(stats.windowStart()).isEqualTo(OPENED.minusSeconds(60));
    }

    private AttemptStats drain(Instant now, Checks checks, @Nullable Double allowedRate) {
        return book.drain(
                "w1", new TargetState(Samples.TARGET, 4, 10, 3, Gate.OPEN_WIDE, checks), 99, 3, allowedRate, now);
    }
}
