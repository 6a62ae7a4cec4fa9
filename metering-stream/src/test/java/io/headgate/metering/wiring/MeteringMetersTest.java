package io.headgate.metering.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.sink.Replays;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class MeteringMetersTest {
    @Test
    void metersSayWhatWasReadAgain() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Replays replays = new Replays();
        MeteringMeters meters = new MeteringMeters(registry, replays);
        assertThat(meters).isNotNull();

        replays.add(30, 7);

        assertThat(value(registry, "known")).isEqualTo(30);
        assertThat(value(registry, "unclear")).isEqualTo(7);
    }

    private static double value(SimpleMeterRegistry registry, String rollups) {
        return registry.get("headgate.metering.replayed.attempts")
                .tag("rollups", rollups)
                .functionCounter()
                .count();
    }
}
