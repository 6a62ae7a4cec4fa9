package io.headgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.router.Samples;
import io.headgate.schemas.catalog.ProviderLimits;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RateRoomTest {
    private static final Instant NOW = Samples.NOW;
    /** A request a second, a hundred tokens a second. */
    private static final ProviderLimits LIMITS = limits(60L, 6_000L);

    private static final ProviderLimits NONE = limits(null, null);

    @Test
    void whileThereIsRoom_nobodyWaits() {
        assertThat(wait(new RateRoom(1L, 200L, NOW), 0, 200, LIMITS)).isZero();
        assertThat(wait(new RateRoom(null, null, NOW), 50, 200, LIMITS)).isZero();
        assertThat(wait(new RateRoom(11L, null, NOW), 10, 200, LIMITS)).isZero();
    }

    @Test
    void requestsComeBackAtTheAccountsRate_forThoseWhoQueueFirst() {
        assertThat(wait(new RateRoom(0L, null, NOW), 0, 200, LIMITS)).isEqualTo(Duration.ofSeconds(1));
        assertThat(wait(new RateRoom(2L, null, NOW), 10, 200, LIMITS)).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void tokensComeBackAtTheAccountsRate_forOneAsLargeAsThis() {
        assertThat(wait(new RateRoom(null, 50L, NOW), 0, 200, LIMITS)).isEqualTo(Duration.ofMillis(1_500));
        assertThat(wait(new RateRoom(null, 50L, NOW), 2, 200, LIMITS)).isEqualTo(Duration.ofMillis(5_500));
        assertThat(wait(new RateRoom(10L, 0L, NOW), 0, 200, LIMITS)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whatIsLargerThanTenSecondsOfTokens_waitsForThatMany() {
        assertThat(wait(new RateRoom(null, 0L, NOW), 0, 50_000, LIMITS)).isEqualTo(Duration.ofSeconds(10));
        assertThat(wait(new RateRoom(null, 1_000L, NOW), 0, 50_000, LIMITS)).isZero();
    }

    @Test
    void whatHasPassedSinceTheReport_hasComeBackAlready() {
        RateRoom room = new RateRoom(0L, null, NOW.minusSeconds(3));
        assertThat(wait(room, 3, 1, LIMITS)).isEqualTo(Duration.ofSeconds(1));
        assertThat(wait(room, 1, 1, LIMITS)).isZero();
    }

    @Test
    void ofALimitThatOnlyTheProviderKnows_nothingLeftIsHalfAMinute() {
        assertThat(wait(new RateRoom(0L, null, NOW), 0, 1, NONE)).isEqualTo(Duration.ofSeconds(30));
        assertThat(wait(new RateRoom(null, 0L, NOW), 0, 1, NONE)).isEqualTo(Duration.ofSeconds(30));
        assertThat(wait(new RateRoom(1L, 1L, NOW), 100, 100, NONE)).isZero();
        assertThat(wait(new RateRoom(0L, null, NOW.minusSeconds(31)), 0, 1, NONE))
                .isZero();
    }

    @Test
    void aLimitOfNothing_isNeverWaitedOut_andOverflowsNothing() {
        assertThat(new RateRoom(0L, null, NOW).waitNanos(Long.MAX_VALUE, Long.MAX_VALUE, limits(0L, 1L), NOW))
                .isBetween(Long.MAX_VALUE / 8, Long.MAX_VALUE / 2);
    }

    @Test
    void lessThanNothing_isRefused() {
        assertThatThrownBy(() -> new RateRoom(-1L, null, NOW)).hasMessageContaining("seen -1 requests");
    }

    private static Duration wait(RateRoom room, long queued, long size, ProviderLimits limits) {
        return Duration.ofNanos(room.waitNanos(queued, size, limits, NOW));
    }

    private static ProviderLimits limits(@Nullable Long requests, @Nullable Long tokens) {
        return new ProviderLimits(requests, tokens, 10, 100);
    }
}
