package io.headgate.deploy.benchmarks.rig;

import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.jvm.Usage;
import io.headgate.deploy.benchmarks.subject.BareClientJvm;
import java.time.Duration;
import java.util.List;

/**
 * The HTTP client alone, in a process of its own for each measurement: what there is to be reached, or what somebody else
 * who speaks the provider's language does.
 *
 * @param jvm its options
 * @param arguments of {@link BareClientJvm}
 */
public record Callers(List<String> jvm, List<String> arguments) {
    /** Who calls the provider itself, as tables name it. */
    public static final String BARE = "bare client";

    /** How many calls are answered a second, and the CPU time of the client's process for each. */
    public record Saturated(double perSecond, double cpuMicros) {}

    /** Calls as fast as they are answered, so many at once, after a warm-up. */
    public Saturated saturated(int concurrency, Duration warmUp, Duration measured) {
        try (ChildJvm process = ChildJvm.start(BareClientJvm.class, jvm, arguments)) {
            saturate(process, concurrency, warmUp);
            Usage before = process.usage();
            String[] answer = saturate(process, concurrency, measured);
            long calls = Long.parseLong(answer[0]);
            return new Saturated(
                    calls * 1e9 / Long.parseLong(answer[1]),
                    process.usage().cpuSince(before).toNanos() / 1e3 / calls);
        }
    }

    private static String[] saturate(ChildJvm process, int concurrency, Duration time) {
        return process.order("saturate %d %d".formatted(concurrency, time.toSeconds()))
                .split(" ");
    }

    /** Calls at fixed times. */
    public Percentiles openLoop(OpenLoop load) {
        try (ChildJvm process = ChildJvm.start(BareClientJvm.class, jvm, arguments)) {
            return Percentiles.parse(process.order("openloop %d %d %d"
                    .formatted(
                            load.perSecond(),
                            load.warmUp().toSeconds(),
                            load.measured().toSeconds())));
        }
    }
}
