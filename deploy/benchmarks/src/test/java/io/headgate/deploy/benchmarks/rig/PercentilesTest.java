package io.headgate.deploy.benchmarks.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.HdrHistogram.ConcurrentHistogram;
import org.junit.jupiter.api.Test;

class PercentilesTest {
    @Test
    void survivesItsWayThroughAnAnswer() {
        ConcurrentHistogram histogram = Percentiles.histogram();
        for (int millis = 1; millis <= 100; millis++) {
            Percentiles.record(histogram, Duration.ofMillis(millis).toNanos());
        }
        Percentiles seen = Percentiles.of(histogram);
        assertThat(seen.count()).isEqualTo(100);
        assertThat(seen.p50()).isBetween(50_000L, 50_100L);
        assertThat(seen.p99()).isBetween(99_000L, 99_100L);
        assertThat(Percentiles.parse(seen.words())).isEqualTo(seen);
    }
}
