package io.headgate.deploy.benchmarks.router;

import io.headgate.deploy.benchmarks.rig.Rig;
import java.time.Duration;
import java.util.List;

/**
 * How much is done.
 *
 * @param decisions how JMH measures those of each strategy
 * @param open requests that clients have under way at once where throughput is measured
 * @param warmUp requests beforehand, not measured
 * @param measured requests that are measured
 * @param perSecond arrivals a second where latency is measured
 * @param settling arrivals for so long are not measured
 * @param arrivals how long arrivals are measured
 * @param keys requests that are remembered when a router is killed
 * @param jvm options of the JVMs that are measured
 */
record RouterPlan(
        Sampling decisions,
        int open,
        int warmUp,
        int measured,
        int perSecond,
        Duration settling,
        Duration arrivals,
        int keys,
        List<String> jvm) {
    private static final List<String> AS_THE_LAUNCHER = List.of("-Xmx512m", "-XX:+UseSerialGC");

    /** What the targets are about. */
    static final RouterPlan FULL = new RouterPlan(
            new Sampling(1, 4, Duration.ofSeconds(2)),
            4_000,
            60_000,
            100_000,
            200,
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            1_000_000,
            AS_THE_LAUNCHER);

    /** To see that it runs: its figures mean little. */
    static final RouterPlan QUICK = new RouterPlan(
            new Sampling(0, 3, Duration.ofMillis(500)),
            500,
            1_000,
            2_000,
            100,
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            20_000,
            Rig.BRIEF);

    /**
     * @param forks JVMs of its own for each strategy; 0 for this process, where what one leaves with the compiler is there for the
     *     next
     * @param iterations to warm up, and as many that are measured
     * @param iteration how long each takes
     */
    record Sampling(int forks, int iterations, Duration iteration) {}

    RouterPlan {
        if (measured < 1 || keys < 1) {
            throw new IllegalArgumentException(
                    "router: seen %d requests and %d keys, allowed 1 or more".formatted(measured, keys));
        }
        jvm = List.copyOf(jvm);
    }

    RouterPlan withMeasured(int count) {
        return new RouterPlan(decisions, open, warmUp, count, perSecond, settling, arrivals, keys, jvm);
    }

    RouterPlan withKeys(int count) {
        return new RouterPlan(decisions, open, warmUp, measured, perSecond, settling, arrivals, count, jvm);
    }

    RouterPlan withJvm(List<String> options) {
        return new RouterPlan(decisions, open, warmUp, measured, perSecond, settling, arrivals, keys, options);
    }
}
