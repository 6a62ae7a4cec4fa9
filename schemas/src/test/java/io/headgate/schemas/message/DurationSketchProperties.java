package io.headgate.schemas.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class DurationSketchProperties {
    @Property
    void quantileIsNotBelowTheTrueOne_andAtMostABucketAbove(
            @ForAll("durations") List<Duration> durations,
            @ForAll @DoubleRange(min = 0, max = 1, minIncluded = false) double share) {
        List<Duration> sorted = durations.stream().sorted().toList();
        Duration exact = sorted.get((int) Math.ceil(share * sorted.size()) - 1);

        Duration seen = DurationSketch.of(durations).quantile(share).orElseThrow();

        assertThat(seen).isGreaterThanOrEqualTo(exact);
        double bound = Math.max(1e6, exact.toNanos()) * Math.pow(2, 1.0 / 8) + 1;
        assertThat((double) seen.toNanos()).isLessThanOrEqualTo(bound);
    }

    @Property
    void sketchOfAllIsTheSumOfSketches(
            @ForAll("durations") List<Duration> one, @ForAll("durations") List<Duration> other) {
        List<Duration> all = new ArrayList<>(one);
        all.addAll(other);

        DurationSketch sum = DurationSketch.of(one).plus(DurationSketch.of(other));

        assertThat(sum).isEqualTo(DurationSketch.of(all));
        assertThat(sum.count()).isEqualTo(all.size());
    }

    /** From nothing to a day, as many short ones as long ones. */
    @Provide
    Arbitrary<List<Duration>> durations() {
        return Arbitraries.oneOf(
                        Arbitraries.longs().between(0, 2_000_000),
                        Arbitraries.longs().between(0, 60_000_000_000L),
                        Arbitraries.longs().between(0, Duration.ofDays(1).toNanos()))
                .map(Duration::ofNanos)
                .list()
                .ofMinSize(1)
                .ofMaxSize(50);
    }
}
