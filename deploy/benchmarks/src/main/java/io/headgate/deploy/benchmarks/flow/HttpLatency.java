package io.headgate.deploy.benchmarks.flow;

import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Target;
import io.headgate.deploy.benchmarks.rig.Callers;
import io.headgate.deploy.benchmarks.rig.OpenLoop;
import io.headgate.deploy.benchmarks.rig.Percentiles;
import io.headgate.deploy.benchmarks.rig.TenantTraffic;
import io.headgate.deploy.benchmarks.subject.BareClientJvm;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How much later an answer is for a client that waits for it over HTTP: the same client calls Headgate and the provider itself,
 * at the same fixed times. Headgate is one that has served nobody before, each service in a JVM of its own.
 */
final class HttpLatency implements FlowScenario {
    /** What a fast provider takes. */
    private static final Duration CALL = Duration.ofMillis(50);

    /** The target is about this rate. */
    private static final int USUAL_RATE = 200;

    private static final Figure P50_WANTED = Figure.millis(35_000);

    @Override
    public List<Row> run(FlowBench bench) throws InterruptedException, SQLException {
        bench.rig().latency("fixed:" + CALL.toMillis() + "ms");
        bench.endHeadgate();
        List<Row> rows = new ArrayList<>();
        bench.progress().step("http: starting Headgate, each service in a JVM of its own");
        try (Party party = bench.parties().apart()) {
            for (int rate : bench.plan().rates()) {
                rows.addAll(at(rate, party, bench));
            }
            party.allWell();
        }
        return rows;
    }

    private static List<Row> at(int rate, Party party, FlowBench bench) {
        String name = "http %d/s".formatted(rate);
        FlowPlan plan = bench.plan();
        Callers through = new Callers(
                plan.jvmOfOthers(),
                BareClientJvm.throughHeadgate(
                        URI.create(party.api() + "/v1"), plan.callers(), TenantTraffic.ALIAS, TenantTraffic.tenant(0)));
        Percentiles headgate = calls(through, name, Parties.HEADGATE, rate, plan.warmUp(party.services()), bench);
        Percentiles bare = calls(bench.bare(), name, Callers.BARE, rate, plan.warmUp(1), bench);
        Row added = Row.of(name, "added p50, waiting over HTTP", Figure.millis(headgate.p50() - bare.p50()));
        return List.of(
                rate == USUAL_RATE ? added.wanted(new Target.AtMost(P50_WANTED)) : added,
                Row.of(name, "added p99, waiting over HTTP", Figure.millis(headgate.p99() - bare.p99())),
                Row.of(name, "whole p50, waiting over HTTP", Figure.millis(headgate.p50()))
                        .against(Callers.BARE, Figure.millis(bare.p50())),
                Row.of(name, "answers measured, waiting over HTTP", Figure.records(headgate.count()))
                        .against(Callers.BARE, Figure.records(bare.count()))
                        .wanted(new Target.Same()));
    }

    private static Percentiles calls(
            Callers callers, String name, String who, int rate, Duration warmUp, FlowBench bench) {
        bench.progress().step("%s: %s, calls of %d ms".formatted(name, who, CALL.toMillis()));
        return callers.openLoop(new OpenLoop(rate, warmUp, bench.plan().measured()));
    }
}
