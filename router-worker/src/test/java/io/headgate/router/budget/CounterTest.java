package io.headgate.router.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class CounterTest {
    private static final Limit DAILY = Budgets.limit(Measure.TOKENS, Window.DAY, "100");
    private static final CounterKey KEY = new CounterKey(Measure.TOKENS, Window.DAY, null);
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Span TODAY = Span.of(Window.DAY, ZoneId.of("UTC"), NOON);

    private final Counter used = Counter.open(KEY, TODAY)
            .reserve(BigDecimal.TEN)
            .settle(BigDecimal.TEN, BigDecimal.valueOf(12))
            .reserve(BigDecimal.ONE);

    @Test
    void lastsAsLongAsItsWindow_thenBeginsAfresh() {
        assertThat(used.at(DAILY, TODAY.end().minusMillis(1))).isSameAs(used);
        assertThat(used.at(DAILY, TODAY.end()))
                .isEqualTo(Counter.open(KEY, new Span(TODAY.end(), TODAY.end().plus(Duration.ofDays(1)))));
    }

    @Test
    void whatWasUsedBeyondWhatWasHeldIsCounted() {
        assertThat(used.spent()).isEqualByComparingTo("12");
        assertThat(used.reserved()).isEqualByComparingTo("1");
        assertThat(used.overshot()).isEqualByComparingTo("2");
    }

    @Test
    void roomIsToTheLastUnit() {
        assertThat(used.hasRoom(BigDecimal.valueOf(87), DAILY.amount())).isTrue();
        assertThat(used.hasRoom(BigDecimal.valueOf(88), DAILY.amount())).isFalse();
    }

    @Test
    void aClockThatLagsDoesNotBringYesterdayBack() {
        assertThat(used.at(DAILY, TODAY.start().minus(Counter.SKEW))).isSameAs(used);
    }

    @Test
    void aClockThatWasFarAheadDoesNotHoldUpTheTenant_andForgetsNothing() {
        Counter back = used.at(DAILY, NOON.minus(Duration.ofDays(400)));
        assertThat(back.span()).isEqualTo(Span.of(Window.DAY, ZoneId.of("UTC"), NOON.minus(Duration.ofDays(400))));
        assertThat(back.spent()).isEqualTo(used.spent());
        assertThat(back.opened()).isEqualTo(used.opened());
    }

    @Test
    void aChangedZoneHoldsFromTheNextWindowOn_whichBeginsWithWhatOverlaps() {
        Limit inLosAngeles = Budgets.in(ZoneId.of("America/Los_Angeles"), DAILY);
        assertThat(used.at(inLosAngeles, TODAY.end().minusMillis(1))).isSameAs(used);
        // There it is still the 20th, which began eight hours after UTC's.
        Counter overlapping = used.at(inLosAngeles, TODAY.end());
        assertThat(overlapping.spent()).isEqualTo(used.spent());
        assertThat(overlapping.span().end()).isEqualTo(Instant.parse("2026-11-21T08:00:00Z"));
        assertThat(overlapping
                        .at(inLosAngeles, Instant.parse("2026-11-21T08:00:00Z"))
                        .spent())
                .isEqualByComparingTo("0");
    }

    @Test
    void moreThanWasHeldIsNeverGivenBack() {
        assertThatThrownBy(() -> used.settle(BigDecimal.TEN, BigDecimal.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-9 reserved");
    }
}
