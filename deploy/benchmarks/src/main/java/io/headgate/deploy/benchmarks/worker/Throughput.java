package io.headgate.deploy.benchmarks.worker;

import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.jvm.Usage;
import io.headgate.deploy.benchmarks.rig.Lane;
import io.headgate.deploy.benchmarks.rig.Results;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a subject did with a full queue.
 *
 * @param perSecond results a second, in the middle of the run
 * @param cpuMicros CPU time of its process for each of them
 * @param brokerMicros CPU time of the broker for each of them: it shares the machine
 * @param heap the most bytes its heap held after a collection
 * @param results that came, those of the same dispatch as well
 * @param dispatches that were queued
 */
record Throughput(
        double perSecond,
        double cpuMicros,
        double brokerMicros,
        OptionalLong peakResident,
        long heap,
        int results,
        int dispatches) {
    private static final Duration WITHOUT_RESULT = Duration.ofSeconds(60);
    private static final Duration LATECOMERS = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofMillis(100);

    /**
     * A queue: how many results come before the measurement, during it and after it, when calls in flight become fewer.
     */
    record Queue(int before, int measured, int after) {
        int size() {
            return before + measured + after;
        }
    }

    /** Queues first, starts the subject then, and measures from its results. */
    static Throughput of(Subject subject, Bench bench, int inFlight, Queue queue) {
        Lane lane = bench.rig().lane();
        lane.preload(queue.size());
        try (Results results = lane.results(queue.size());
                ChildJvm process = subject.start(bench, lane, inFlight)) {
            Watch watch = new Watch(process, results, bench);
            Mark from = watch.until(queue.before());
            Mark to = watch.until(queue.before() + queue.measured());
            watch.until(queue.size());
            results.poll(LATECOMERS, (_, _) -> {});
            lane.requireNoFailures(subject.toString());
            int counted = to.results - from.results;
            return new Throughput(
                    counted * 1e9 / (to.at - from.at),
                    to.usage.cpuSince(from.usage).toNanos() / 1e3 / counted,
                    to.broker.cpuSince(from.broker).toNanos() / 1e3 / counted,
                    process.usage().peakResident(),
                    process.heap(),
                    results.all(),
                    queue.size());
        }
    }

    /** How far things were at a moment. */
    private record Mark(int results, long at, Usage usage, Usage broker) {}

    /** Waits for results, and gives up when none come. */
    private record Watch(ChildJvm process, Results results, Bench bench) {
        Mark until(int count) {
            Mark last = mark();
            while (results.distinct() < count) {
                results.poll(LOOK, (_, _) -> {});
                Mark now = mark();
                if (now.results > last.results) {
                    last = now;
                } else if (!process.isAlive() || now.at - last.at > WITHOUT_RESULT.toNanos()) {
                    throw new IllegalStateException("seen %,d of %,d results, and no more come"
                            .formatted(results.distinct(), results.expected()));
                }
                bench.progress().at("%,d of %,d results", results.distinct(), results.expected());
            }
            return mark();
        }

        private Mark mark() {
            return new Mark(
                    results.distinct(),
                    System.nanoTime(),
                    process.usage(),
                    bench.rig().brokerUsage());
        }
    }
}
