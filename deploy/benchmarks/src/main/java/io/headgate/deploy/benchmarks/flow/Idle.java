package io.headgate.deploy.benchmarks.flow;

import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Target;
import io.headgate.deploy.benchmarks.rig.ClosedLoop;
import io.headgate.deploy.benchmarks.rig.Rest;
import io.headgate.deploy.benchmarks.rig.Results;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What it costs to be up with nothing to do: everything in one JVM, the broker too, that has worked a little and has rested. */
final class Idle implements FlowScenario {
    private static final String NAME = "idle";
    private static final Figure CPU_WANTED = Figure.percent(3);
    private static final Figure MEMORY_WANTED = Figure.mebibytes(700e6);
    /** Enough that all code has run. */
    private static final int WORK_BEFORE = 2_000;

    @Override
    public List<Row> run(FlowBench bench) throws InterruptedException, SQLException {
        FlowPlan plan = bench.plan();
        bench.rig().latency("instant");
        bench.endHeadgate();
        bench.progress().step(NAME + ": all in one JVM works a little");
        try (Party headgate = bench.parties().together()) {
            work(headgate, bench);
            bench.progress().step(NAME + ": it rests");
            Rest.during(plan.settling(), bench.progress());
            Window window = Window.open(headgate.parts());
            Rest.during(plan.measured(), bench.progress());
            double seconds = window.nanos() / 1e9;
            List<Row> rows = new ArrayList<>();
            for (Window.Cost used : window.costs(1)) {
                Row cpu = Row.of(NAME, "CPU, " + used.part(), Figure.percent(used.cpuMicros() / 1e4 / seconds));
                boolean asked =
                        used.part().equals(headgate.subjects().getFirst().name());
                rows.add(asked ? cpu.wanted(new Target.AtMost(CPU_WANTED)) : cpu);
                used.peakResident().stream()
                        .filter(_ -> asked)
                        .mapToObj(bytes -> Row.of(NAME, "most memory, " + used.part(), Figure.mebibytes(bytes))
                                .wanted(new Target.AtMost(MEMORY_WANTED)))
                        .forEach(rows::add);
            }
            return rows;
        }
    }

    private static void work(Party headgate, FlowBench bench) {
        try (Results results = headgate.nextResults(WORK_BEFORE)) {
            new ClosedLoop(
                            headgate.producer(),
                            headgate.nextRequests(),
                            results,
                            bench.plan().open(),
                            bench.progress())
                    .until(WORK_BEFORE, WORK_BEFORE);
        }
        headgate.used(WORK_BEFORE);
        headgate.allWell();
    }
}
