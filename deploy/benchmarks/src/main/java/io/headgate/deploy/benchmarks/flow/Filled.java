package io.headgate.deploy.benchmarks.flow;

import io.headgate.deploy.benchmarks.profile.Profiler;
import io.headgate.deploy.benchmarks.rig.ClosedLoop;
import io.headgate.deploy.benchmarks.rig.Results;
import java.time.Duration;
import java.util.List;

/**
 * What a party did while it always had as many requests open as clients had.
 *
 * @param perSecond results a second, while it was measured
 * @param costs for each of them
 * @param results that came in all, those of the same request as well
 * @param requests that were sent in all
 */
record Filled(double perSecond, List<Window.Cost> costs, int results, int requests) {
    private static final Duration LATECOMERS = Duration.ofMillis(500);

    static Filled measure(String scenario, Party party, FlowBench bench, int open) {
        FlowPlan plan = bench.plan();
        bench.progress().step("%s: %s, %,d requests open at once".formatted(scenario, party, open));
        try (Results results = party.nextResults(0)) {
            ClosedLoop clients =
                    new ClosedLoop(party.producer(), party.nextRequests(), results, open, bench.progress());
            bench.profiler(party).ifPresent(profiler -> profiler.begin(party.processes()));
            clients.during(plan.warmUp(party.services()));
            bench.profiler(party).ifPresent(Profiler::measure);
            int before = results.distinct();
            Window window = Window.open(party.parts());
            clients.during(plan.measured());
            int counted = results.distinct() - before;
            double perSecond = counted * 1e9 / window.nanos();
            List<Window.Cost> costs = window.costs(counted);
            bench.profiler(party).ifPresent(profiler -> profiler.end(scenario, counted));
            clients.drain();
            results.poll(LATECOMERS, (_, _) -> {});
            party.used(clients.sent());
            party.allWell();
            return new Filled(perSecond, costs, results.all(), clients.sent());
        }
    }

    /** CPU time of all its parts together, for each result. */
    double cpuMicros() {
        return costs.stream().mapToDouble(Window.Cost::cpuMicros).sum();
    }
}
