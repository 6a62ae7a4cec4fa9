package io.headgate.router.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.waiting.WaitingCounts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class WaitingMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WaitingCounts counts = new WaitingCounts();

    @Test
    void metersSayWhatAllRoomsHold() {
        WaitingMeters meters = new WaitingMeters(registry, () -> counts);
        assertThat(meters).isNotNull();
        counts.are("one", 3, 300);
        counts.are("other", 1, 50);
        assertThat(value("headgate.router.waiting.requests")).isEqualTo(4);
        assertThat(value("headgate.router.waiting.bytes")).isEqualTo(350);
        counts.are("one", 0, 0);
        counts.gone("other");
        assertThat(value("headgate.router.waiting.requests")).isZero();
    }

    private double value(String meter) {
        return registry.get(meter).gauge().value();
    }
}
