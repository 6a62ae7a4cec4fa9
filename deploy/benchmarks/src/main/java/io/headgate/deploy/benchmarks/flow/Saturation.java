package io.headgate.deploy.benchmarks.flow;

import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Target;
import io.headgate.deploy.benchmarks.rig.Callers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** As many requests as go through, with a provider that answers at once; broker, Postgres, provider and load on the same cores. */
final class Saturation implements FlowScenario {
    private static final String NAME = "saturation";
    private static final Figure WANTED = Figure.perSecond(2_500);

    @Override
    public List<Row> run(FlowBench bench) throws InterruptedException, SQLException {
        bench.rig().latency("instant");
        Party headgate = bench.headgate();
        Filled measured = Filled.measure(NAME, headgate, bench, bench.plan().open());
        long ended = System.nanoTime();
        long booked = new Ledger(headgate.books()).await(headgate.requests());
        long behind = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - ended);

        Filled plain = other(bench.parties().plain(bench.plan().callers()), bench);
        Filled copy = other(bench.parties().copy(), bench);
        Callers.Saturated bare = calls(bench.bare(), Callers.BARE, bench);
        List<Row> rows = new ArrayList<>();
        rows.add(speed(Parties.HEADGATE, measured.perSecond(), bare).wanted(new Target.AtLeast(WANTED)));
        bench.gateway().ifPresent(callers -> {
            Callers.Saturated gateway = calls(callers, Gateway.NAME, bench);
            rows.add(speed(Gateway.NAME, gateway.perSecond(), bare));
        });
        rows.add(speed(Parties.PLAIN, plain.perSecond(), bare));
        rows.add(speed(Parties.COPY, copy.perSecond(), bare));
        rows.add(CostRows.whole(NAME, measured.costs()).against(Parties.PLAIN, Figure.micros(plain.cpuMicros())));
        rows.addAll(CostRows.of(NAME, measured.costs()));
        rows.add(Row.of(NAME, "results, headgate", Figure.records(measured.results()))
                .against("requests", Figure.records(measured.requests()))
                .wanted(new Target.Same()));
        rows.add(Row.of(NAME, "rows of the ledger", Figure.records(booked))
                .against("requests until now", Figure.records(headgate.requests()))
                .wanted(new Target.Same()));
        rows.add(Row.of(NAME, "ledger behind the last result", Figure.millis(behind)));
        return rows;
    }

    private static Filled other(Party party, FlowBench bench) {
        try (party) {
            return Filled.measure(NAME, party, bench, bench.plan().open());
        }
    }

    private static Callers.Saturated calls(Callers callers, String who, FlowBench bench) {
        FlowPlan plan = bench.plan();
        bench.progress().step("%s: %s, %,d calls at once".formatted(NAME, who, plan.callers()));
        return callers.saturated(plan.callers(), plan.warmUp(1), plan.measured());
    }

    private static Row speed(String who, double perSecond, Callers.Saturated bare) {
        return Row.of(NAME, "results/s, " + who, Figure.perSecond(perSecond))
                .against(Callers.BARE, Figure.perSecond(bare.perSecond()));
    }
}
