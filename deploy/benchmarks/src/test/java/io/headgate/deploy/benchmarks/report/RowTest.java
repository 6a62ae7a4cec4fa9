package io.headgate.deploy.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowTest {
    private static final Row SPEED = Row.of("in flight", "results/s", Figure.perSecond(4_750));

    @Test
    void ratioIsMeasuredOverBaseline() {
        assertThat(SPEED.against("ideal", Figure.perSecond(5_000)).ratio()).hasValue(0.95);
    }

    @Test
    void thereIsNoRatio_whenTheBaselineIsNothing() {
        assertThat(SPEED.ratio()).isEmpty();
        assertThat(SPEED.against("ideal", Figure.perSecond(0)).ratio()).isEmpty();
    }

    @Test
    void ratioTargetIsMet_fromItsValueOn() {
        Row row = SPEED.against("ideal", Figure.perSecond(5_000));
        assertThat(row.wanted(new Target.RatioAtLeast(0.95)).met()).contains(true);
        assertThat(row.wanted(new Target.RatioAtLeast(0.951)).met()).contains(false);
    }

    @Test
    void limitIsMet_upToItsValue() {
        Row row = Row.of("latency", "added p50", Figure.millis(12_000));
        assertThat(row.wanted(new Target.AtMost(Figure.millis(12_000))).met()).contains(true);
        assertThat(row.wanted(new Target.AtMost(Figure.millis(11_999))).met()).contains(false);
    }

    @Test
    void oneMoreIsNotTheSame() {
        Row row = Row.of("instant", "results", Figure.records(101)).wanted(new Target.Same());
        assertThat(row.against("dispatches", Figure.records(100)).met()).contains(false);
        assertThat(row.against("dispatches", Figure.records(101)).met()).contains(true);
    }

    @Test
    void nothingIsMet_whenThereIsNothingToCompareWith() {
        assertThat(SPEED.wanted(new Target.RatioAtLeast(0.1)).met()).contains(false);
        assertThat(SPEED.met()).isEmpty();
    }
}
