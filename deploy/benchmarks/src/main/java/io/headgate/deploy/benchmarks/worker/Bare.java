package io.headgate.deploy.benchmarks.worker;

import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.jvm.Usage;
import io.headgate.deploy.benchmarks.rig.OpenLoop;
import io.headgate.deploy.benchmarks.rig.Percentiles;
import java.time.Duration;

/** The HTTP client alone, in a process of its own: what there is to be reached. */
final class Bare {
    private Bare() {}

    /** How many calls it makes a second, and the CPU time of its process for each. */
    record Saturated(double perSecond, double cpuMicros) {}

    /** As fast as it can, after a warm-up. */
    static Saturated saturated(Bench bench, int concurrency, Duration measured) {
        try (ChildJvm process = Subject.BARE.start(bench, bench.rig().lane(), concurrency)) {
            saturate(process, concurrency, bench.plan().warmUp());
            Usage before = process.usage();
            String[] answer = saturate(process, concurrency, measured);
            long calls = Long.parseLong(answer[0]);
            return new Saturated(
                    calls * 1e9 / Long.parseLong(answer[1]),
                    process.usage().cpuSince(before).toNanos() / 1e3 / calls);
        } finally {
            bench.rig().takeCalls();
        }
    }

    private static String[] saturate(ChildJvm process, int concurrency, Duration time) {
        return process.order("saturate %d %d".formatted(concurrency, time.toSeconds()))
                .split(" ");
    }

    /** Calls at fixed times. */
    static Percentiles openLoop(Bench bench, OpenLoop load) {
        try (ChildJvm process =
                Subject.BARE.start(bench, bench.rig().lane(), bench.plan().concurrency())) {
            return Percentiles.parse(process.order("openloop %d %d %d"
                    .formatted(
                            load.perSecond(),
                            load.warmUp().toSeconds(),
                            load.measured().toSeconds())));
        }
    }
}
