package io.headgate.deploy.benchmarks.router;

import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.jvm.Usage;
import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Target;
import io.headgate.deploy.benchmarks.rig.ClosedLoop;
import io.headgate.deploy.benchmarks.rig.InstantWorkers;
import io.headgate.deploy.benchmarks.rig.Lane;
import io.headgate.deploy.benchmarks.rig.Results;
import io.headgate.deploy.benchmarks.rig.TenantTraffic;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * Requests of several tenants with limits, every attempt settled at once, beside a raw copy of the same records. A
 * core's worth is told by CPU time, since the broker and the load share the machine.
 */
final class RouterThroughput implements RouterScenario {
    private static final String NAME = "throughput";
    private static final Figure PER_CORE_WANTED = Figure.perSecond(5_000);
    private static final Duration LATECOMERS = Duration.ofMillis(500);

    /** @param cpuMicros of the process, for each request */
    private record Passed(
            double perSecond, double cpuMicros, double brokerMicros, long heap, int dispatches, int sent) {
        double perCore() {
            return 1e6 / cpuMicros;
        }
    }

    @Override
    public List<Row> run(RouterBench bench) {
        Passed copy = measure(Passing.COPY, bench);
        Passed router = measure(Passing.ROUTER, bench);
        String copied = Passing.COPY.toString();
        return List.of(
                Row.of(NAME, "requests/s of a core, router", Figure.perSecond(router.perCore()))
                        .against(copied, Figure.perSecond(copy.perCore()))
                        .wanted(new Target.AtLeast(PER_CORE_WANTED)),
                Row.of(NAME, "CPU per request, router", Figure.micros(router.cpuMicros()))
                        .against(copied, Figure.micros(copy.cpuMicros())),
                Row.of(NAME, "dispatches/s, router", Figure.perSecond(router.perSecond()))
                        .against(copied, Figure.perSecond(copy.perSecond())),
                Row.of(NAME, "CPU per request, broker of router", Figure.micros(router.brokerMicros()))
                        .against("of " + copied, Figure.micros(copy.brokerMicros())),
                Row.of(NAME, "most heap after GC, router", Figure.mebibytes(router.heap()))
                        .against(copied, Figure.mebibytes(copy.heap())),
                Row.of(NAME, "dispatches, router", Figure.records(router.dispatches()))
                        .against("requests", Figure.records(router.sent()))
                        .wanted(new Target.Same()));
    }

    private static Passed measure(Passing who, RouterBench bench) {
        RouterPlan plan = bench.plan();
        bench.progress().step("%s: %s, %,d requests open at once".formatted(NAME, who, plan.open()));
        int all = plan.warmUp() + plan.measured() + plan.open();
        Lane lane = bench.rig().lane();
        try (ChildJvm process = who.start(bench, lane, 0);
                InstantWorkers workers = new InstantWorkers(lane);
                KafkaProducer<byte[], byte[]> producer = lane.producer();
                Results dispatches = who.dispatches(lane, all, workers)) {
            ClosedLoop clients = new ClosedLoop(
                    producer,
                    index -> TenantTraffic.request(lane.kafka().topics(), index),
                    dispatches,
                    plan.open(),
                    bench.progress());
            clients.until(plan.warmUp(), all);
            Mark from = Mark.now(dispatches, process, bench);
            clients.until(plan.warmUp() + plan.measured(), all);
            Mark to = Mark.now(dispatches, process, bench);
            clients.until(all, all);
            dispatches.poll(LATECOMERS, (_, _) -> {});
            lane.requireNoFailures(who.toString());
            int counted = to.dispatches - from.dispatches;
            return new Passed(
                    counted * 1e9 / (to.at - from.at),
                    to.usage.cpuSince(from.usage).toNanos() / 1e3 / counted,
                    to.broker.cpuSince(from.broker).toNanos() / 1e3 / counted,
                    process.heap(),
                    dispatches.all(),
                    all);
        }
    }

    /** How far things were at a moment. */
    private record Mark(int dispatches, long at, Usage usage, Usage broker) {
        static Mark now(Results dispatches, ChildJvm process, RouterBench bench) {
            return new Mark(
                    dispatches.distinct(),
                    System.nanoTime(),
                    process.usage(),
                    bench.rig().brokerUsage());
        }
    }
}
