package io.headgate.deploy.simulator.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateWindowTest {
    private final AtomicLong now = new AtomicLong(-5);

    @Test
    void refusesUntilTheNextMinute_whenRequestsAreUsedUp() {
        RateWindow window = new RateWindow(new RateLimit(2, 1000), now::get);
        assertThat(window.take(1).allowed()).isTrue();
        assertThat(window.take(1).remainingRequests()).isZero();
        assertThat(window.take(1).allowed()).isFalse();
        now.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(window.take(1).reset()).isEqualTo(Duration.ofSeconds(1));
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(window.take(1).allowed()).isTrue();
    }

    @Test
    void refusesOnlyWhatDoesNotFit_whenTokensRunOut() {
        RateWindow window = new RateWindow(new RateLimit(100, 10), now::get);
        assertThat(window.take(8).remainingTokens()).isEqualTo(2);
        assertThat(window.take(3).allowed()).isFalse();
        assertThat(window.take(2).allowed()).isTrue();
    }
}
