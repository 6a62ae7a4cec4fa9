package io.headgate.deploy.benchmarks.worker;

import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.jvm.Usage;
import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Target;
import io.headgate.deploy.benchmarks.rig.Lane;
import io.headgate.deploy.benchmarks.rig.Rest;
import io.headgate.deploy.benchmarks.rig.Results;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What it costs to wait for work: CPU time of a process that has worked, has rested, and has nothing to do. Worker and
 * plain consumer idle at the same time, each in topics of its own.
 */
final class IdleCpu implements Scenario {
    private static final String NAME = "idle";
    private static final Figure WANTED = Figure.percent(1);
    /** Enough that all code has run. */
    private static final int WORK_BEFORE = 2_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);

    @Override
    public List<Row> run(Bench bench) throws InterruptedException {
        bench.rig().latency("instant");
        bench.progress().step(NAME + ": both work a little");
        Lane lane = queued(bench);
        Lane other = queued(bench);
        CompletableFuture<ChildJvm> starting = CompletableFuture.supplyAsync(() -> worked(Subject.PLAIN, bench, other));
        try (ChildJvm worker = worked(Subject.WORKER, bench, lane);
                ChildJvm plain = starting.join()) {
            bench.progress().step(NAME + ": both rest");
            Rest.during(bench.plan().settling(), bench.progress());
            Usage workerBefore = worker.usage();
            Usage plainBefore = plain.usage();
            long began = System.nanoTime();
            Rest.during(bench.plan().measured(), bench.progress());
            long lasted = System.nanoTime() - began;
            return List.of(Row.of(NAME, "CPU, worker", percent(worker, workerBefore, lasted))
                    .against(Subject.PLAIN.toString(), percent(plain, plainBefore, lasted))
                    .wanted(new Target.AtMost(WANTED)));
        }
    }

    private static Figure percent(ChildJvm process, Usage before, long nanos) {
        return Figure.percent(process.usage().cpuSince(before).toNanos() * 100.0 / nanos);
    }

    private static Lane queued(Bench bench) {
        Lane lane = bench.rig().lane();
        lane.preload(WORK_BEFORE);
        return lane;
    }

    private static ChildJvm worked(Subject subject, Bench bench, Lane lane) {
        ChildJvm process = subject.start(bench, lane, bench.plan().concurrency());
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        try (Results results = lane.results(WORK_BEFORE)) {
            while (!results.complete()) {
                results.poll(LOOK, (_, _) -> {});
                if (System.nanoTime() - giveUpAt > 0) {
                    process.close();
                    throw new IllegalStateException("%s: seen %,d of %,d results, and no more come"
                            .formatted(subject, results.distinct(), results.expected()));
                }
            }
        }
        return process;
    }
}
