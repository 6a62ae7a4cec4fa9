package io.headgate.deploy.benchmarks.flow;

import io.headgate.deploy.benchmarks.rig.Rig;
import io.headgate.schemas.process.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How much is done.
 *
 * @param rates arrivals a second where latency is measured, one after another
 * @param open requests open at once where throughput is measured
 * @param inFlight requests open at once where calls take long
 * @param longCall how long those calls take, whole milliseconds
 * @param lines of the batch
 * @param callers of the bare client and of a gateway where throughput is measured
 * @param warmUp load beforehand, not measured; see {@link #warmUp(int)}
 * @param measured how long each measurement lasts
 * @param settling rest before idling is measured: as long as the compilers work on what little there is
 * @param jvm options of the JVMs that are measured, besides the launcher's
 */
record FlowPlan(
        List<Integer> rates,
        int open,
        int inFlight,
        Duration longCall,
        int lines,
        int callers,
        Duration warmUp,
        Duration measured,
        Duration settling,
        List<String> jvm) {
    /** Enough for the code of one service. */
    private static final Duration ALONE = Duration.ofSeconds(30);

    /** As many as a batch may have. */
    private static final int MOST_LINES = 50_000;

    /** What the targets are about. */
    static final FlowPlan FULL = new FlowPlan(
            List.of(200),
            2_000,
            4_000,
            Duration.ofSeconds(2),
            50_000,
            512,
            Duration.ofSeconds(120),
            Duration.ofSeconds(20),
            Duration.ofMinutes(5),
            List.of());

    /** To see that it runs: its figures mean little. */
    static final FlowPlan QUICK = new FlowPlan(
            List.of(50),
            100,
            100,
            Duration.ofMillis(500),
            500,
            32,
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Rig.BRIEF);

    FlowPlan {
        if (open < 1 || inFlight < 1) {
            throw new IllegalArgumentException(
                    "requests open at once: seen %d and %d, allowed 1 or more".formatted(open, inFlight));
        }
        if (lines < 1 || lines > MOST_LINES) {
            throw new IllegalArgumentException(
                    "lines of a batch: seen %d, allowed 1 to %d".formatted(lines, MOST_LINES));
        }
        if (rates.isEmpty() || rates.stream().anyMatch(rate -> rate < 1)) {
            throw new IllegalArgumentException("arrivals a second: seen %s, allowed 1 or more".formatted(rates));
        }
        if (measured.toSeconds() < 1) {
            throw new IllegalArgumentException("seconds: seen %d, allowed 1 or more".formatted(measured.toSeconds()));
        }
        rates = List.copyOf(rates);
        jvm = List.copyOf(jvm);
    }

    /** Load beforehand for whoever runs the code of so many services: there is that much to compile on the same cores. */
    Duration warmUp(int services) {
        return services > 1 || warmUp.compareTo(ALONE) < 0 ? warmUp : ALONE;
    }

    FlowPlan withRates(List<Integer> others) {
        return new FlowPlan(others, open, inFlight, longCall, lines, callers, warmUp, measured, settling, jvm);
    }

    FlowPlan withOpen(int requests) {
        return new FlowPlan(rates, requests, inFlight, longCall, lines, callers, warmUp, measured, settling, jvm);
    }

    FlowPlan withInFlight(int requests) {
        return new FlowPlan(rates, open, requests, longCall, lines, callers, warmUp, measured, settling, jvm);
    }

    FlowPlan withLines(int count) {
        return new FlowPlan(rates, open, inFlight, longCall, count, callers, warmUp, measured, settling, jvm);
    }

    FlowPlan withMeasured(Duration time) {
        return new FlowPlan(rates, open, inFlight, longCall, lines, callers, warmUp, time, settling, jvm);
    }

    FlowPlan withWarmUp(Duration time) {
        return new FlowPlan(rates, open, inFlight, longCall, lines, callers, time, measured, settling, jvm);
    }

    FlowPlan withJvm(List<String> further) {
        List<String> all = new ArrayList<>(jvm);
        all.addAll(further);
        return new FlowPlan(rates, open, inFlight, longCall, lines, callers, warmUp, measured, settling, all);
    }

    /** As {@code headgate run} runs a service: workers hold thousands of calls, and G1 moves them meanwhile. */
    List<String> jvm(Role role) {
        return options("-Xmx512m", role == Role.WORKER ? "-XX:+UseG1GC" : "-XX:+UseSerialGC");
    }

    /** As {@code headgate up} runs all of it. */
    List<String> jvmOfAll() {
        return options("-Xmx1g", "-XX:+UseSerialGC");
    }

    /** Of what it is compared with. */
    List<String> jvmOfOthers() {
        return options("-Xmx512m", "-XX:+UseSerialGC");
    }

    /** An option of ours that names a collector takes the place of the launcher's. */
    private List<String> options(String heap, String collector) {
        List<String> all = new ArrayList<>(List.of(heap));
        if (jvm.stream().noneMatch(option -> option.matches("-XX:\\+Use\\w*GC"))) {
            all.add(collector);
        }
        all.addAll(jvm);
        return all;
    }
}
