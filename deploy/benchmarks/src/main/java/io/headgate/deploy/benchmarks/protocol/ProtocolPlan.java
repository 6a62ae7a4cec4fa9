package io.headgate.deploy.benchmarks.protocol;

import io.headgate.deploy.benchmarks.rig.Rig;
import java.time.Duration;
import java.util.List;

/**
 * How much is done.
 *
 * @param warmUp load beforehand of each that is measured
 * @param measured how long each is measured
 * @param jvm options of the JVMs that are measured
 */
record ProtocolPlan(Duration warmUp, Duration measured, List<String> jvm) {
    static final ProtocolPlan FULL =
            new ProtocolPlan(Duration.ofSeconds(10), Duration.ofSeconds(10), List.of("-Xmx512m", "-XX:+UseG1GC"));

    /** To see that it runs: its figures mean little. */
    static final ProtocolPlan QUICK = new ProtocolPlan(Duration.ofSeconds(1), Duration.ofSeconds(1), Rig.BRIEF);

    ProtocolPlan {
        if (measured.toSeconds() < 1) {
            throw new IllegalArgumentException("seconds: seen %s, allowed 1 or more".formatted(measured));
        }
        jvm = List.copyOf(jvm);
    }

    /** Warm-up and measurement of so long each. */
    ProtocolPlan withSeconds(int seconds) {
        Duration time = Duration.ofSeconds(seconds);
        return new ProtocolPlan(time, time, jvm);
    }
}
