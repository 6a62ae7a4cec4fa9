package io.headgate.deploy.benchmarks.worker;

import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Target;
import io.headgate.deploy.benchmarks.rig.Arrivals;
import io.headgate.deploy.benchmarks.rig.Callers;
import io.headgate.deploy.benchmarks.rig.Lane;
import io.headgate.deploy.benchmarks.rig.OpenLoop;
import io.headgate.deploy.benchmarks.rig.Percentiles;
import io.headgate.deploy.benchmarks.rig.Results;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * How much later an answer is for having gone through Kafka and the subject: from the moment a dispatch was to be sent to
 * the moment its result is read, committed; less what a bare call takes, percentile by percentile. Arrivals keep to
 * their times, whatever happens.
 */
final class AddedLatency implements Scenario {
    private static final String NAME = "latency";
    /** What a fast provider takes. */
    private static final Duration CALL = Duration.ofMillis(50);

    private static final Figure P50_WANTED = Figure.millis(12_000);
    private static final Figure P99_WANTED = Figure.millis(40_000);

    @Override
    public List<Row> run(Bench bench) throws InterruptedException {
        Plan plan = bench.plan();
        bench.rig().latency("fixed:" + CALL.toMillis() + "ms");
        OpenLoop load = new OpenLoop(plan.perSecond(), plan.warmUp(), plan.measured());
        step(bench, Callers.BARE);
        Percentiles bare = Bare.openLoop(bench, load);
        Percentiles worker = measure(Subject.WORKER, bench, load);
        Percentiles plain = measure(Subject.PLAIN, bench, load);
        return List.of(
                added("p50", worker, plain, bare, Percentiles::p50).wanted(new Target.AtMost(P50_WANTED)),
                added("p99", worker, plain, bare, Percentiles::p99).wanted(new Target.AtMost(P99_WANTED)),
                whole("p50", worker, bare, Percentiles::p50),
                whole("p99", worker, bare, Percentiles::p99),
                Row.of(NAME, "results measured, worker", Figure.records(worker.count()))
                        .against(Callers.BARE, Figure.records(bare.count()))
                        .wanted(new Target.Same()));
    }

    private static Row added(
            String which,
            Percentiles worker,
            Percentiles plain,
            Percentiles bare,
            ToLongFunction<Percentiles> percentile) {
        long floor = percentile.applyAsLong(bare);
        return Row.of(NAME, "added " + which + ", worker", Figure.millis(percentile.applyAsLong(worker) - floor))
                .against(Subject.PLAIN.toString(), Figure.millis(percentile.applyAsLong(plain) - floor));
    }

    private static Row whole(
            String which, Percentiles worker, Percentiles bare, ToLongFunction<Percentiles> percentile) {
        return Row.of(NAME, "whole " + which + ", worker", Figure.millis(percentile.applyAsLong(worker)))
                .against(Callers.BARE, Figure.millis(percentile.applyAsLong(bare)));
    }

    private static Percentiles measure(Subject subject, Bench bench, OpenLoop load) throws InterruptedException {
        step(bench, subject.toString());
        Lane lane = bench.rig().lane();
        try (ChildJvm process = subject.start(bench, lane, bench.plan().concurrency());
                KafkaProducer<byte[], byte[]> producer = lane.producer();
                Results results = lane.results(load.count())) {
            Percentiles latencies = new Arrivals(subject.toString(), load, lane::dispatch, bench.progress())
                    .run(producer, results, process::isAlive, (_, _) -> {});
            lane.requireNoFailures(subject.toString());
            return latencies;
        }
    }

    private static void step(Bench bench, String subject) {
        bench.progress()
                .step("%s: %s, %d a second, calls of %d ms"
                        .formatted(NAME, subject, bench.plan().perSecond(), CALL.toMillis()));
    }
}
