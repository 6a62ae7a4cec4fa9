package io.headgate.deploy.benchmarks.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
    @Test
    void arrivalsKeepToTheirTimes_whenOneIsHeldUp() {
        OpenLoop load = new OpenLoop(100, Duration.ZERO, Duration.ofSeconds(1));
        List<Long> intended = new ArrayList<>();
        List<Long> happened = new ArrayList<>();
        load.run((index, at) -> {
            intended.add(at);
            happened.add(System.nanoTime());
            // The eleventh is held up until the twentieth is overdue.
            while (index == 10
                    && System.nanoTime() - at < Duration.ofMillis(100).toNanos()) {
                Thread.onSpinWait();
            }
        });
        assertThat(intended).hasSize(100);
        for (int i = 1; i < intended.size(); i++) {
            assertThat(intended.get(i) - intended.get(i - 1)).isEqualTo(10_000_000);
        }
        assertThat(happened.get(11) - intended.get(11)).isGreaterThanOrEqualTo(90_000_000);
    }

    @Test
    void onlyWhatFollowsTheWarmUpIsMeasured() {
        OpenLoop load = new OpenLoop(10, Duration.ofSeconds(2), Duration.ofSeconds(3));
        assertThat(load.count()).isEqualTo(50);
        assertThat(load.isMeasured(19)).isFalse();
        assertThat(load.isMeasured(20)).isTrue();
    }
}
