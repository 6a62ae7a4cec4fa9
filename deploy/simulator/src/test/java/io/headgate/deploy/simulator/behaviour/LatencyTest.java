package io.headgate.deploy.simulator.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencyTest {
    private static final int SAMPLES = 20_000;

    @Test
    void sameWait_whenSameDraw() {
        Latency latency = LatencyText.parse("lognormal:300ms,0.6,5s");
        Draw draw = Draw.of(7, 42, 0);
        assertThat(latency.sample(draw)).isEqualTo(latency.sample(Draw.of(7, 42, 0)));
        assertThat(latency.sample(draw)).isNotEqualTo(latency.sample(Draw.of(7, 42, 1)));
        assertThat(latency.sample(draw)).isNotEqualTo(latency.sample(Draw.of(8, 42, 0)));
    }

    @Test
    void constant_whenInstantOrFixed() {
        assertThat(samples("instant")).containsOnly(0);
        assertThat(samples("fixed:200ms")).containsOnly(200);
    }

    @Test
    void spreadEvenlyWithinItsEnds_whenUniform() {
        double[] samples = samples("uniform:50ms..450ms");
        assertThat(samples[0]).isBetween(50.0, 52.0);
        assertThat(samples[SAMPLES - 1]).isBetween(448.0, 450.0);
        assertThat(Arrays.stream(samples).average().orElseThrow()).isCloseTo(250, within(5.0));
    }

    @Test
    void hasItsMedianSpreadAndEnd_whenLogNormal() {
        double[] samples = samples("lognormal:300ms,0.5,2s");
        assertThat(samples[SAMPLES / 2]).isCloseTo(300, within(10.0));
        assertThat(samples[(int) (SAMPLES * 0.8413)]).isCloseTo(300 * Math.exp(0.5), within(20.0));
        assertThat(samples[SAMPLES - 1]).isLessThanOrEqualTo(2000);
    }

    @Test
    void readsBackEqual_whenPrinted() {
        for (String text : new String[] {"instant", "fixed:250us", "uniform:0s..400ms", "lognormal:300ms,0.6,5s"}) {
            assertThat(LatencyText.print(LatencyText.parse(text))).isEqualTo(text);
        }
    }

    @Test
    void refused_whenMalformedOrOutOfRange() {
        for (String text :
                new String[] {"slow", "fixed", "fixed:0s", "uniform:2s..1s", "lognormal:1s,x,2s", "lognormal:2s,1,1s"
                }) {
            assertThatThrownBy(() -> LatencyText.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aboutTheSharesAsked_whenFaultsAreDrawn() {
        FaultPlan plan = FaultPlan.chance("status:500", 0.2).andChance("hang", 0.1);
        long errors = draws().filter(i -> plan.byChance(Draw.of(1, i, 0))
                        .filter(Fault.Status.class::isInstance)
                        .isPresent())
                .count();
        long hangs = draws().filter(i -> plan.byChance(Draw.of(1, i, 0))
                        .filter(Fault.Hang.class::isInstance)
                        .isPresent())
                .count();
        assertThat(errors / (double) SAMPLES).isCloseTo(0.2, within(0.02));
        assertThat(hangs / (double) SAMPLES).isCloseTo(0.1, within(0.02));
    }

    private static IntStream draws() {
        return IntStream.range(0, SAMPLES);
    }

    /** Sorted, in milliseconds. */
    private static double[] samples(String text) {
        Latency latency = LatencyText.parse(text);
        return draws().mapToObj(i -> latency.sample(Draw.of(1, i, 0)))
                .mapToDouble(LatencyTest::millis)
                .sorted()
                .toArray();
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
