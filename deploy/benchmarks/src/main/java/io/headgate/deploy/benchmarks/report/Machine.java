package io.headgate.deploy.benchmarks.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Where and when a run was made: what its absolute figures mean. */
public record Machine(int cores, String system, String jdk, Instant at) {
    /** This machine, now. */
    public static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.vendor.version", "JDK") + " " + Runtime.version(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public String toString() {
        return "%d cores, %s, %s, %s".formatted(cores, system, jdk, at);
    }
}
