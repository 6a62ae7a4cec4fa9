package io.headgate.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.worker.call.Headroom;
import io.headgate.worker.call.Headroom.Quota;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RatesTest {
    private static final long SECOND = 1_000_000_000L;

    private final Rates rates = new Rates();

    @Test
    void letsAllThrough_whenNothingIsLimited() {
        rates.follow(new ProviderLimits(null, null, 1, 10), 1, 0);

        rates.take(1_000_000, 0);

        assertThat(rates.freeAt(1_000_000, 0)).isZero();
        assertThat(rates.requestsLeft(0)).isNull();
        assertThat(rates.tokensLeft(0)).isNull();
    }

    @Test
    void takesOurPartOfTheAccount() {
        rates.follow(new ProviderLimits(600L, null, 20, 10), 0.25, 0);
        assertThat(rates.requestsLeft(0)).isEqualTo(5);

        for (int i = 0; i < 5; i++) {
            assertThat(rates.freeAt(0, 0)).isZero();
            rates.take(0, 0);
        }

        assertThat(rates.freeAt(0, 0)).isEqualTo(SECOND * 60 / 150);
    }

    @Test
    void nothingStarts_whenNoPartIsOurs_andAgainWhenSomeIs() {
        ProviderLimits limits = new ProviderLimits(60L, null, 1, 10);
        rates.follow(limits, 1, 0);
        rates.take(0, 0);
        rates.follow(limits, 0, 0);
        assertThat(rates.freeAt(0, 10 * SECOND)).isEqualTo(TokenBucket.NEVER);

        rates.follow(limits, 1, 10 * SECOND);
        assertThat(rates.freeAt(0, 10 * SECOND)).isEqualTo(11 * SECOND);
    }

    @Test
    void tokensAreSetRight_whenLessOrMoreWasUsedThanTaken() {
        rates.follow(new ProviderLimits(null, 6_000L, 1, 10), 1, 0);
        assertThat(rates.tokensLeft(0)).isEqualTo(1_000);
        rates.take(400, 0);

        rates.used(400, 100, 0);
        assertThat(rates.tokensLeft(0)).isEqualTo(900);

        rates.take(0, 0);
        rates.used(0, 1_000, 0);
        assertThat(rates.tokensLeft(0)).isZero();
        assertThat(rates.freeAt(0, 0)).isEqualTo(SECOND);
    }

    @Test
    void givesAllBack_whenTheRequestWasNotSent() {
        rates.follow(new ProviderLimits(60L, 600L, 5, 10), 1, 0);
        rates.take(50, 0);
        assertThat(rates.requestsLeft(0)).isEqualTo(4);

        rates.unused(50, 0);

        assertThat(rates.requestsLeft(0)).isEqualTo(5);
        assertThat(rates.tokensLeft(0)).isEqualTo(100);
    }

    @Test
    void isTightened_whenTheProviderSaysThatLessIsLeft_andNeverWidened() {
        rates.follow(new ProviderLimits(600L, null, 20, 10), 0.5, 0);

        rates.hear(new Headroom(new Quota(null, 6, null), null), 0);
        assertThat(rates.requestsLeft(0)).isEqualTo(3);

        rates.hear(new Headroom(new Quota(null, 600, null), null), 0);
        assertThat(rates.requestsLeft(0)).isEqualTo(3);
    }

    @Test
    void nothingStartsBeforeTheReset_whenNothingIsLeft() {
        rates.follow(new ProviderLimits(600L, null, 20, 10), 1, 0);

        rates.hear(new Headroom(null, new Quota(1_000L, 0, Duration.ofSeconds(7))), 0);

        assertThat(rates.freeAt(1, SECOND)).isEqualTo(7 * SECOND);
        assertThat(rates.tokensLeft(SECOND)).isZero();
        assertThat(rates.freeAt(1, 7 * SECOND)).isEqualTo(7 * SECOND);
    }

    @Test
    void triesAgainAfterFiveMinutes_howeverFarAwayTheResetIs() {
        rates.follow(new ProviderLimits(600L, null, 20, 10), 1, 0);

        rates.hear(new Headroom(new Quota(null, 0, Duration.ofDays(1)), null), 0);

        assertThat(rates.freeAt(0, SECOND)).isEqualTo(300 * SECOND);
    }

    @Test
    void followsTheProvidersLimit_whenItIsLowerThanOurs() {
        rates.follow(new ProviderLimits(600L, null, 1, 10), 1, 0);
        rates.hear(new Headroom(new Quota(60L, 60, null), null), 0);
        rates.take(0, 0);
        assertThat(rates.freeAt(0, 0)).isEqualTo(SECOND);

        rates.hear(new Headroom(new Quota(6_000L, 6_000, null), null), 0);
        assertThat(rates.freeAt(0, 0)).isEqualTo(SECOND / 10);
    }
}
