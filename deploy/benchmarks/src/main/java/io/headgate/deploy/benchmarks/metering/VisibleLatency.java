package io.headgate.deploy.benchmarks.metering;

import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Target;
import io.headgate.deploy.benchmarks.rig.Lane;
import io.headgate.deploy.benchmarks.rig.OpenLoop;
import io.headgate.deploy.benchmarks.rig.Percentiles;
import io.headgate.deploy.benchmarks.rig.Postgres;
import io.headgate.deploy.benchmarks.subject.MeteringJvm;
import io.headgate.schemas.process.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * Attempts at fixed times; from the moment one was to be sent to its being in Postgres, in the ledger and in the rollups.
 * The n-th to be there is taken for the n-th that was sent: what comes out of order evens out.
 */
final class VisibleLatency implements MeteringScenario {
    private static final String NAME = "visible";
    private static final Figure WANTED = Figure.millis(3_000_000);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();
    private static final String BOOKED = """
            SELECT (SELECT coalesce(sum(next_offset), 0) FROM stream_position WHERE sink = 'ledger'),
                   (SELECT coalesce(sum(attempts), 0) FROM rollup_month)""";

    /** What has arrived of one table, and how long it took. */
    private static final class Side {
        private final ConcurrentHistogram latencies = Percentiles.histogram();
        private long there;

        void upTo(long count, OpenLoop load, AtomicLongArray intended) {
            long now = System.nanoTime();
            for (; there < count; there++) {
                int index = Math.toIntExact(there);
                if (load.isMeasured(index)) {
                    Percentiles.record(latencies, now - intended.get(index));
                }
            }
        }

        Row row(String what, boolean p99) {
            Percentiles seen = Percentiles.of(latencies);
            Row row = Row.of(NAME, what, Figure.millis(p99 ? seen.p99() : seen.p50()));
            return p99 ? row.wanted(new Target.AtMost(WANTED)) : row;
        }
    }

    @Override
    public List<Row> run(MeteringBench bench) throws InterruptedException, SQLException {
        MeteringPlan plan = bench.plan();
        OpenLoop load = new OpenLoop(plan.perSecond(), plan.settling(), plan.arrivals());
        bench.progress().step("%s: %,d attempts a second, %,d in all".formatted(NAME, plan.perSecond(), load.count()));
        Lane lane = bench.rig().lane();
        Database database = bench.rig().postgres().database();
        AtomicLongArray intended = new AtomicLongArray(load.count());
        Side ledger = new Side();
        Side rollups = new Side();
        try (ChildJvm _ = ChildJvm.start(
                        MeteringJvm.class, plan.jvm(), MeteringJvm.arguments(lane.kafka(), database.url()));
                KafkaProducer<byte[], byte[]> producer = lane.producer();
                Connection connection = Postgres.dataSource(database).getConnection();
                PreparedStatement booked = connection.prepareStatement(BOOKED)) {
            String topic = lane.kafka().topics().attempts();
            Thread sender = Thread.ofPlatform()
                    .name("load")
                    .start(() -> load.run((index, at) -> {
                        intended.set(index, at);
                        producer.send(MeteringTraffic.record(topic, index));
                    }));
            long giveUp = System.nanoTime()
                    + plan.settling().plus(plan.arrivals()).plus(PATIENCE).toNanos();
            while (Math.min(ledger.there, rollups.there) < load.count() && System.nanoTime() < giveUp) {
                look(booked, load, intended, ledger, rollups);
                LockSupport.parkNanos(POLL_NANOS);
            }
            sender.join();
        }
        return List.of(
                ledger.row("to the ledger p50", false),
                ledger.row("to the ledger p99", true),
                rollups.row("to the rollups p50", false),
                rollups.row("to the rollups p99", true),
                Row.of(NAME, "attempts in the rollups", Figure.records(rollups.there))
                        .against("attempts", Figure.records(load.count()))
                        .wanted(new Target.Same()));
    }

    private static void look(
            PreparedStatement booked, OpenLoop load, AtomicLongArray intended, Side ledger, Side rollups)
            throws SQLException {
        try (ResultSet row = booked.executeQuery()) {
            row.next();
            ledger.upTo(row.getLong(1), load, intended);
            rollups.upTo(row.getLong(2), load, intended);
        }
    }
}
