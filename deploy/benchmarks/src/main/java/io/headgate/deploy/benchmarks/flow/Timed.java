package io.headgate.deploy.benchmarks.flow;

import io.headgate.deploy.benchmarks.profile.Profiler;
import io.headgate.deploy.benchmarks.rig.Arrivals;
import io.headgate.deploy.benchmarks.rig.OpenLoop;
import io.headgate.deploy.benchmarks.rig.Percentiles;
import io.headgate.deploy.benchmarks.rig.Results;
import java.time.Duration;
import java.util.List;

/**
 * How long a party took over requests that came at fixed times.
 *
 * @param latencies from the moment a request was to be sent to its result being read, committed
 * @param costs for each request
 * @param stages when each request came by each station, as far as the reader of results knows
 */
record Timed(Percentiles latencies, List<Window.Cost> costs, StageTimes stages) {
    static Timed measure(String scenario, Party party, FlowBench bench, int perSecond) throws InterruptedException {
        FlowPlan plan = bench.plan();
        bench.progress().step("%s: %s".formatted(scenario, party));
        bench.profiler(party).ifPresent(profiler -> profiler.begin(party.processes()));
        run(party, bench, perSecond, plan.warmUp(party.services()), (_, _) -> {});
        bench.profiler(party).ifPresent(Profiler::measure);
        OpenLoop load = new OpenLoop(perSecond, Duration.ZERO, plan.measured());
        StageTimes stages = new StageTimes(party.requests(), load.count());
        Window window = Window.open(party.parts());
        Percentiles latencies = run(
                party,
                bench,
                perSecond,
                plan.measured(),
                (index, _) -> stages.put(Station.READ, index, System.currentTimeMillis()));
        List<Window.Cost> costs = window.costs(load.count());
        bench.profiler(party).ifPresent(profiler -> profiler.end(scenario, load.count()));
        party.allWell();
        return new Timed(latencies, costs, stages);
    }

    private static Percentiles run(Party party, FlowBench bench, int perSecond, Duration time, Results.Arrival seen)
            throws InterruptedException {
        OpenLoop load = new OpenLoop(perSecond, Duration.ZERO, time);
        try (Results results = party.nextResults(load.count())) {
            Percentiles latencies = new Arrivals(party.toString(), load, party.nextRequests(), bench.progress())
                    .run(party.producer(), results, party::alive, seen);
            party.used(load.count());
            return latencies;
        }
    }
}
