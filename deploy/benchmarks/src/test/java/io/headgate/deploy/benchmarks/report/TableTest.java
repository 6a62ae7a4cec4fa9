package io.headgate.deploy.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columnsAreAligned_wordsToTheLeftNumbersToTheRight() {
        Row speed = Row.of("instant", "results/s, worker", Figure.perSecond(9_000))
                .against("bare client", Figure.perSecond(12_000))
                .wanted(new Target.RatioAtLeast(0.6));
        Row cpu = Row.of("idle", "CPU", Figure.percent(1.5)).wanted(new Target.AtMost(Figure.percent(1)));

        assertThat(new Table(List.of(speed, cpu)).toString().lines())
                .containsExactly(
                        "scenario  what               measured     ideal or baseline  ratio    target  met?",
                        "─".repeat(82),
                        "instant   results/s, worker   9,000/s  12,000/s bare client  0.750    ≥ 0.60  yes",
                        "idle      CPU                  1.50 %                     –      –  ≤ 1.00 %  NO");
    }
}
