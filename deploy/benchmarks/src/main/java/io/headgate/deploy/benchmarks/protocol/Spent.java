package io.headgate.deploy.benchmarks.protocol;

import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.jvm.Usage;
import io.headgate.deploy.benchmarks.rig.Percentiles;
import java.time.Duration;

/**
 * What calls took.
 *
 * @param perSecond how many were answered a second
 * @param cpuMicros CPU time of the client's process for each
 * @param bytes allocated by its threads for each
 * @param latency of a call
 */
record Spent(double perSecond, double cpuMicros, double bytes, Percentiles latency) {
    private static final int COUNTS = 2;

    /** Has a {@link CallerJvm} call for so long. */
    static Spent during(Duration time, ChildJvm caller, ProtocolScenarios scenario) {
        Usage before = caller.usage();
        long allocatedBefore = caller.allocated();
        String[] answer = caller.order("saturate %s %d".formatted(scenario.kind(), time.toSeconds()))
                .split(" ", COUNTS + 1);
        double calls = Long.parseLong(answer[0]);
        return new Spent(
                calls * 1e9 / Long.parseLong(answer[1]),
                caller.usage().cpuSince(before).toNanos() / 1e3 / calls,
                (caller.allocated() - allocatedBefore) / calls,
                Percentiles.parse(answer[COUNTS]));
    }
}
