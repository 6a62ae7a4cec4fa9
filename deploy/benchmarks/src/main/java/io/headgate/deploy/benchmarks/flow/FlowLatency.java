package io.headgate.deploy.benchmarks.flow;

import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Target;
import io.headgate.deploy.benchmarks.rig.Callers;
import io.headgate.deploy.benchmarks.rig.OpenLoop;
import io.headgate.deploy.benchmarks.rig.Percentiles;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How much later an answer is for having gone through Headgate: from the moment a request was to be sent to the moment its
 * result is read, committed; less what a bare call takes, percentile by percentile. Requests keep to their times, whatever
 * happens. And where that time goes.
 */
final class FlowLatency implements FlowScenario {
    /** What a fast provider takes. */
    private static final Duration CALL = Duration.ofMillis(50);

    /** The targets are about this rate. */
    private static final int USUAL_RATE = 200;

    private static final Figure P50_WANTED = Figure.millis(60_000);
    private static final Figure P99_WANTED = Figure.millis(150_000);

    @Override
    public List<Row> run(FlowBench bench) throws InterruptedException, SQLException {
        List<Row> rows = new ArrayList<>();
        for (int rate : bench.plan().rates()) {
            rows.addAll(at(rate, bench));
        }
        return rows;
    }

    private static List<Row> at(int rate, FlowBench bench) throws InterruptedException, SQLException {
        String name = "latency %d/s".formatted(rate);
        bench.rig().latency("fixed:" + CALL.toMillis() + "ms");
        Party party = bench.headgate();
        Timed headgate = Timed.measure(name, party, bench, rate);
        Ledger ledger = new Ledger(party.books());
        long booked = ledger.await(party.requests());
        StageReader.collect(headgate.stages(), party.lane(), ledger);

        Added added = new Added(name, rate == USUAL_RATE, calls(bench.bare(), Callers.BARE, name, rate, bench));
        List<Row> rows = new ArrayList<>(added.target(headgate.latencies()));
        bench.gateway()
                .ifPresent(callers ->
                        rows.addAll(added.rows(Gateway.NAME, calls(callers, Gateway.NAME, name, rate, bench))));
        rows.addAll(added.rows(
                Parties.PLAIN, other(bench.parties().plain(bench.plan().callers()), name, rate, bench)));
        // It calls nobody: what it takes is added, all of it.
        Percentiles copy = other(bench.parties().copy(), name, rate, bench);
        rows.add(Row.of(name, "whole p50, " + Parties.COPY, Figure.millis(copy.p50())));
        rows.add(Row.of(name, "whole p99, " + Parties.COPY, Figure.millis(copy.p99())));
        for (Stage stage : Stage.values()) {
            Percentiles took = headgate.stages().of(stage);
            rows.add(Row.of(name, stage + " p50", Figure.millis(took.p50())));
            rows.add(Row.of(name, stage + " p99", Figure.millis(took.p99())));
        }
        rows.add(CostRows.whole(name, headgate.costs()));
        rows.addAll(CostRows.of(name, headgate.costs()));
        rows.add(Row.of(name, "rows of the ledger", Figure.records(booked))
                .against("requests until now", Figure.records(party.requests()))
                .wanted(new Target.Same()));
        return rows;
    }

    private static Percentiles other(Party party, String name, int rate, FlowBench bench) throws InterruptedException {
        try (party) {
            return Timed.measure(name, party, bench, rate).latencies();
        }
    }

    private static Percentiles calls(Callers callers, String who, String name, int rate, FlowBench bench) {
        bench.progress().step("%s: %s, calls of %d ms".formatted(name, who, CALL.toMillis()));
        return callers.openLoop(
                new OpenLoop(rate, bench.plan().warmUp(1), bench.plan().measured()));
    }

    /** What is added to a bare call, percentile by percentile. */
    private record Added(String scenario, boolean usual, Percentiles bare) {
        List<Row> target(Percentiles headgate) {
            List<Row> rows = new ArrayList<>();
            Row p50 = row("added p50, " + Parties.HEADGATE, headgate.p50() - bare.p50());
            Row p99 = row("added p99, " + Parties.HEADGATE, headgate.p99() - bare.p99());
            rows.add(usual ? p50.wanted(new Target.AtMost(P50_WANTED)) : p50);
            rows.add(usual ? p99.wanted(new Target.AtMost(P99_WANTED)) : p99);
            rows.add(row("whole p50, " + Parties.HEADGATE, headgate.p50())
                    .against(Callers.BARE, Figure.millis(bare.p50())));
            rows.add(row("whole p99, " + Parties.HEADGATE, headgate.p99())
                    .against(Callers.BARE, Figure.millis(bare.p99())));
            rows.add(Row.of(scenario, "results measured, " + Parties.HEADGATE, Figure.records(headgate.count()))
                    .against(Callers.BARE, Figure.records(bare.count()))
                    .wanted(new Target.Same()));
            return rows;
        }

        List<Row> rows(String who, Percentiles took) {
            return List.of(
                    row("added p50, " + who, took.p50() - bare.p50()),
                    row("added p99, " + who, took.p99() - bare.p99()));
        }

        private Row row(String what, long micros) {
            return Row.of(scenario, what, Figure.millis(micros));
        }
    }
}
