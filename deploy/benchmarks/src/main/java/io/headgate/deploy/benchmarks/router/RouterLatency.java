package io.headgate.deploy.benchmarks.router;

import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Target;
import io.headgate.deploy.benchmarks.rig.Arrivals;
import io.headgate.deploy.benchmarks.rig.InstantWorkers;
import io.headgate.deploy.benchmarks.rig.Lane;
import io.headgate.deploy.benchmarks.rig.OpenLoop;
import io.headgate.deploy.benchmarks.rig.Percentiles;
import io.headgate.deploy.benchmarks.rig.Results;
import io.headgate.deploy.benchmarks.rig.TenantTraffic;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * How long a request takes to become a dispatch: from the moment it was to be sent to the moment its dispatch is read,
 * committed, beside a raw copy of the same records. Arrivals keep to their times, whatever happens.
 */
final class RouterLatency implements RouterScenario {
    private static final String NAME = "latency";
    private static final Figure P50_WANTED = Figure.millis(35_000);

    @Override
    public List<Row> run(RouterBench bench) throws InterruptedException {
        RouterPlan plan = bench.plan();
        OpenLoop load = new OpenLoop(plan.perSecond(), plan.settling(), plan.arrivals());
        Percentiles copy = measure(Passing.COPY, bench, load);
        Percentiles router = measure(Passing.ROUTER, bench, load);
        String copied = Passing.COPY.toString();
        return List.of(
                Row.of(NAME, "to dispatch p50, router", Figure.millis(router.p50()))
                        .against(copied, Figure.millis(copy.p50()))
                        .wanted(new Target.AtMost(P50_WANTED)),
                Row.of(NAME, "to dispatch p99, router", Figure.millis(router.p99()))
                        .against(copied, Figure.millis(copy.p99())),
                Row.of(NAME, "dispatches measured, router", Figure.records(router.count()))
                        .against(copied, Figure.records(copy.count()))
                        .wanted(new Target.Same()));
    }

    private static Percentiles measure(Passing who, RouterBench bench, OpenLoop load) throws InterruptedException {
        bench.progress().step("%s: %s, %d a second".formatted(NAME, who, load.perSecond()));
        Lane lane = bench.rig().lane();
        try (ChildJvm process = who.start(bench, lane, 0);
                InstantWorkers workers = new InstantWorkers(lane);
                KafkaProducer<byte[], byte[]> producer = lane.producer();
                Results dispatches = who.dispatches(lane, load.count(), workers)) {
            Arrivals arrivals = new Arrivals(
                    who.toString(),
                    load,
                    index -> TenantTraffic.request(lane.kafka().topics(), index),
                    bench.progress());
            return arrivals.run(producer, dispatches, process::isAlive, (_, _) -> {});
        }
    }
}
