package io.headgate.deploy.benchmarks.metering;

import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.jvm.Usage;
import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Target;
import io.headgate.deploy.benchmarks.rig.Lane;
import io.headgate.deploy.benchmarks.subject.AttemptStreamJvm;
import io.headgate.metering.stream.StreamSettings;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Attempts that lie ready, rated and summed up by line, beside a bare aggregation of the same records: exactly once, in
 * memory, one thread each. A core's worth is told by CPU time, since the broker shares the machine.
 */
final class AggregateRate implements MeteringScenario {
    private static final String NAME = "aggregate";
    private static final Figure WANTED = Figure.perSecond(50_000);
    private static final long POLL_MILLIS = 50;

    /** @param cpuMicros of the process, for each attempt */
    private record Passed(double perSecond, double cpuMicros, long heap) {
        double perCore() {
            return 1e6 / cpuMicros;
        }
    }

    @Override
    public List<Row> run(MeteringBench bench) throws InterruptedException {
        Passed bare = measure(AttemptStreamJvm.BARE, bench);
        Passed metering = measure(AttemptStreamJvm.METERING, bench);
        return List.of(
                Row.of(NAME, "attempts/s of a core, metering", Figure.perSecond(metering.perCore()))
                        .against(AttemptStreamJvm.BARE, Figure.perSecond(bare.perCore()))
                        .wanted(new Target.AtLeast(WANTED)),
                Row.of(NAME, "CPU per attempt, metering", Figure.micros(metering.cpuMicros()))
                        .against(AttemptStreamJvm.BARE, Figure.micros(bare.cpuMicros())),
                Row.of(NAME, "attempts/s, metering", Figure.perSecond(metering.perSecond()))
                        .against(AttemptStreamJvm.BARE, Figure.perSecond(bare.perSecond())),
                Row.of(NAME, "most heap after GC, metering", Figure.mebibytes(metering.heap()))
                        .against(AttemptStreamJvm.BARE, Figure.mebibytes(bare.heap())));
    }

    private static Passed measure(String which, MeteringBench bench) throws InterruptedException {
        MeteringPlan plan = bench.plan();
        int all = plan.warmUp() + plan.measured();
        bench.progress().step("%s: %s, %,d attempts".formatted(NAME, which, all));
        Lane lane = bench.rig().lane();
        MeteringBench.publish(lane, all);
        try (Admin admin = Admin.create(lane.kafka().clientProperties());
                ChildJvm process = ChildJvm.start(
                        AttemptStreamJvm.class, plan.jvm(), AttemptStreamJvm.arguments(lane.kafka(), which))) {
            Mark start = new Mark(0, System.nanoTime(), process.usage());
            Mark warm = until(plan.warmUp(), admin, lane, process);
            Mark to = until(all, admin, lane, process);
            // Few attempts may all be of one commit: then the warm-up is measured too.
            Mark from = warm.consumed < to.consumed ? warm : start;
            long counted = to.consumed - from.consumed;
            return new Passed(
                    counted * 1e9 / (to.at - from.at),
                    to.usage.cpuSince(from.usage).toNanos() / 1e3 / counted,
                    process.heap());
        }
    }

    /** How far it was at a moment. */
    private record Mark(long consumed, long at, Usage usage) {}

    private static Mark until(long count, Admin admin, Lane lane, ChildJvm process) throws InterruptedException {
        Mark now = new Mark(consumed(admin, lane), System.nanoTime(), process.usage());
        while (now.consumed < count) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the stream ended after %,d attempts".formatted(now.consumed));
            }
            Thread.sleep(POLL_MILLIS);
            now = new Mark(consumed(admin, lane), System.nanoTime(), process.usage());
        }
        return now;
    }

    /** Attempts whose transaction is committed: partitions that hold them alone begin at 0. */
    private static long consumed(Admin admin, Lane lane) throws InterruptedException {
        try {
            return admin
                    .listConsumerGroupOffsets(StreamSettings.applicationId(lane.kafka()))
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not tell how far the stream is", e);
        }
    }
}
