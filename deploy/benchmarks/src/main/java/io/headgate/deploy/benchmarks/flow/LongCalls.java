package io.headgate.deploy.benchmarks.flow;

import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Target;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Thousands of requests open at once, since their calls take long. The ideal is arithmetic: nothing but the call takes time. */
final class LongCalls implements FlowScenario {
    private static final String NAME = "in flight";

    @Override
    public List<Row> run(FlowBench bench) throws InterruptedException, SQLException {
        FlowPlan plan = bench.plan();
        long callMillis = plan.longCall().toMillis();
        bench.rig().latency("fixed:" + callMillis + "ms");
        Party headgate = bench.headgate();
        Filled measured = Filled.measure(NAME, headgate, bench, plan.inFlight());
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(NAME, "results/s, headgate", Figure.perSecond(measured.perSecond()))
                .against("ideal", Figure.perSecond(plan.inFlight() * 1e3 / callMillis)));
        // Little's law: what arrives in the time of a call is in flight.
        rows.add(Row.of(NAME, "calls in flight", Figure.records(Math.round(measured.perSecond() * callMillis / 1e3)))
                .against("requests open", Figure.records(plan.inFlight())));
        rows.add(CostRows.whole(NAME, measured.costs()));
        rows.addAll(CostRows.of(NAME, measured.costs()));
        rows.add(Row.of(NAME, "results, headgate", Figure.records(measured.results()))
                .against("requests", Figure.records(measured.requests()))
                .wanted(new Target.Same()));
        return rows;
    }
}
