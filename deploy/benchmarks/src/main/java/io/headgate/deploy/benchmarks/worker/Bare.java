package io.headgate.deploy.benchmarks.worker;

import io.headgate.deploy.benchmarks.rig.Callers;
import io.headgate.deploy.benchmarks.rig.OpenLoop;
import io.headgate.deploy.benchmarks.rig.Percentiles;
import io.headgate.deploy.benchmarks.subject.BareClientJvm;
import java.time.Duration;

/** The HTTP client alone: what there is to be reached. */
final class Bare {
    private Bare() {}

    /** As fast as it can, after a warm-up. */
    static Callers.Saturated saturated(Bench bench, int concurrency, Duration measured) {
        return callers(bench, concurrency).saturated(concurrency, bench.plan().warmUp(), measured);
    }

    /** Calls at fixed times. */
    static Percentiles openLoop(Bench bench, OpenLoop load) {
        return callers(bench, bench.plan().concurrency()).openLoop(load);
    }

    private static Callers callers(Bench bench, int connections) {
        return new Callers(
                bench.plan().jvm(), BareClientJvm.arguments(bench.rig().baseUrl(), connections));
    }
}
