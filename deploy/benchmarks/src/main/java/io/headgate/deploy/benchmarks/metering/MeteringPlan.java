package io.headgate.deploy.benchmarks.metering;

import io.headgate.deploy.benchmarks.rig.Rig;
import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param warmUp attempts before those that are measured
 * @param measured attempts, or rows, that are measured
 * @param ledgerRows rows of the ledger that a report is asked beside
 * @param perSecond arrivals a second where latency is measured
 * @param settling arrivals for so long are not measured
 * @param arrivals how long arrivals are measured
 * @param jvm options of the JVMs that are measured
 */
record MeteringPlan(
        int warmUp,
        int measured,
        long ledgerRows,
        int perSecond,
        Duration settling,
        Duration arrivals,
        List<String> jvm) {
    private static final List<String> AS_THE_LAUNCHER = List.of("-Xmx512m", "-XX:+UseSerialGC");

    /** What the targets are about. */
    static final MeteringPlan FULL = new MeteringPlan(
            300_000, 500_000, 10_000_000, 1_000, Duration.ofSeconds(20), Duration.ofSeconds(30), AS_THE_LAUNCHER);

    /** To see that it runs: its figures mean little. */
    static final MeteringPlan QUICK =
            new MeteringPlan(5_000, 10_000, 100_000, 200, Duration.ofSeconds(1), Duration.ofSeconds(2), Rig.BRIEF);

    MeteringPlan {
        if (measured < 1) {
            throw new IllegalArgumentException("metering: seen %d attempts, allowed 1 or more".formatted(measured));
        }
        jvm = List.copyOf(jvm);
    }

    MeteringPlan withMeasured(int count) {
        return new MeteringPlan(warmUp, count, ledgerRows, perSecond, settling, arrivals, jvm);
    }

    MeteringPlan withJvm(List<String> options) {
        return new MeteringPlan(warmUp, measured, ledgerRows, perSecond, settling, arrivals, options);
    }
}
