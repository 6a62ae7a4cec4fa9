package io.headgate.metering.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(350), () -> now);

    @Test
    void pausesDoubleUpToTheLongest_whenItKeepsFailing() {
        assertThat(backoff.failed()).hasMillis(100);
        assertThat(backoff.failed()).hasMillis(200);
        assertThat(backoff.failed()).hasMillis(350);
        assertThat(backoff.failed()).hasMillis(350);
    }

    @Test
    void isOver_whenThePauseHasPassed() {
        assertThat(backoff.isOver()).isTrue();
        backoff.failed();
        assertThat(backoff.isOver()).isFalse();
        now = now.plusMillis(100);
        assertThat(backoff.isOver()).isTrue();
    }

    @Test
    void beginsAgainWithTheShortest_whenItSucceeded() {
        backoff.failed();
        backoff.failed();
        backoff.succeeded();

        assertThat(backoff.isOver()).isTrue();
        assertThat(backoff.failed()).hasMillis(100);
    }
}
