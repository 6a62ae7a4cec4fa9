package io.headgate.deploy.benchmarks.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HotspotsTest {
    @TempDir
    Path directory;

    @Test
    void whatATallyHasMostOfComesFirst() {
        Tally tally = new Tally();
        tally.add("b", 1);
        tally.add("a", 1);
        tally.add("c", 2);

        assertThat(tally.all()).isEqualTo(4);
        assertThat(tally.most(2)).containsExactly(new Tally.Place("c", 2), new Tally.Place("a", 1));
    }

    @Test
    void timeAndAllocationsAreFoundWhereTheyWent() throws Exception {
        Path file = directory.resolve("busy.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
            recording.enable("jdk.ObjectAllocationSample").with("throttle", "1000/s");
            recording.start();
            assertThat(busy(Duration.ofSeconds(1))).isPositive();
            recording.stop();
            recording.dump(file);
        }

        Hotspots hotspots = Hotspots.read(file, Instant.EPOCH);

        // The harness' own methods are nobody's work: what runs for them is told by thread.
        assertThat(hotspots.ours().most(3)).anyMatch(place -> place.where().startsWith("thread "));
        assertThat(hotspots.self().most(3)).anyMatch(place -> place.where().endsWith("HotspotsTest.busy"));
        assertThat(hotspots.allocated().most(3)).anyMatch(place -> place.where().startsWith("[B in "));
        assertThat(Hotspots.read(file, Instant.now()).self().all()).isZero();
        List<List<String>> lines = new Profile("test", "this", 10, Duration.ofSeconds(1), hotspots).lines();
        assertThat(lines).allMatch(line -> line.size() == 5).anyMatch(line -> line.contains("allocated"));
    }

    private static long busy(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        long sum = 1;
        byte[] kept = new byte[0];
        while (System.nanoTime() - end < 0) {
            for (int i = 0; i < 10_000; i++) {
                sum = sum * 31 + i;
            }
            kept = new byte[1024 + (int) (sum & 1)];
        }
        return Math.abs(sum % 1_000) + kept.length;
    }
}
