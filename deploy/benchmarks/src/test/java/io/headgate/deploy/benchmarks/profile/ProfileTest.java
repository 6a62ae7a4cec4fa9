package io.headgate.deploy.benchmarks.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileTest {
    @Test
    void tellsWhatEachRequestTook_andWhatNoSampleSaw() {
        Hotspots hotspots = new Hotspots(new Tally(), new Tally(), new Tally());
        hotspots.self().add("Socket.write", Duration.ofMillis(30).toNanos());
        hotspots.ours().add("Worker.settle", Duration.ofMillis(30).toNanos());
        hotspots.allocated().add("[B in Worker.settle", 500_000);

        Profile profile = new Profile("saturation", "worker", 100, Duration.ofMillis(40), hotspots);

        assertThat(profile.lines())
                .containsExactly(
                        List.of("saturation", "worker", "CPU, itself", "300.0 µs", "Socket.write"),
                        List.of("saturation", "worker", "CPU, for", "300.0 µs", "Worker.settle"),
                        List.of(
                                "saturation",
                                "worker",
                                "CPU",
                                "100.0 µs",
                                "in no sample: the collector, the compiler and such"),
                        List.of("saturation", "worker", "allocated", "5,000 B", "[B in Worker.settle"));
    }
}
