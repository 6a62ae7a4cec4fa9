package io.headgate.deploy.benchmarks.router;

import io.headgate.deploy.benchmarks.jvm.ChildJvm;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * Two routers with a standby replica of each store share the tenants, and remember many requests; one is killed. Then a
 * request of each tenant comes to each partition of {@code requests}: service is there again when the last is dispatched.
 */
final class RouterRecovery implements RouterScenario {
    private static final String NAME = "recovery";
    private static final Figure WANTED = Figure.millis(10_000_000);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(50);

    @Override
    public List<Row> run(RouterBench bench) throws InterruptedException {
        int keys = bench.plan().keys();
        bench.progress().step("%s: two routers, %,d requests to remember".formatted(NAME, keys));
        Lane lane = bench.rig().lane();
        // Together, while there is nothing to be moved: who comes later is given nothing for minutes.
        CompletableFuture<ChildJvm> other = CompletableFuture.supplyAsync(() -> Passing.ROUTER.start(bench, lane, 1));
        try (ChildJvm killed = Passing.ROUTER.start(bench, lane, 1);
                ChildJvm _ = other.join();
                InstantWorkers workers = new InstantWorkers(lane);
                KafkaProducer<byte[], byte[]> producer = lane.producer()) {
            int partitions =
                    producer.partitionsFor(lane.kafka().topics().requests()).size();
            int probes = partitions * TenantTraffic.TENANTS;
            try (Results dispatches = Passing.ROUTER.dispatches(lane, keys + probes, workers)) {
                new ClosedLoop(
                                producer,
                                index -> TenantTraffic.request(lane.kafka().topics(), index),
                                dispatches,
                                bench.plan().open(),
                                bench.progress())
                        .until(keys, keys);
                long began = System.nanoTime();
                killed.kill();
                for (int probe = 0; probe < probes; probe++) {
                    producer.send(TenantTraffic.request(
                            lane.kafka().topics(), probe % partitions, probe / partitions, keys + probe));
                }
                long away = awaitAll(dispatches, began);
                return List.of(
                        Row.of(NAME, "service again after kill -9", Figure.millis(TimeUnit.NANOSECONDS.toMicros(away)))
                                .wanted(new Target.AtMost(WANTED)),
                        Row.of(NAME, "requests remembered", Figure.records(keys)),
                        Row.of(NAME, "dispatches", Figure.records(dispatches.all()))
                                .against("requests", Figure.records(keys + probes))
                                .wanted(new Target.Same()));
            }
        }
    }

    private static long awaitAll(Results dispatches, long began) {
        long[] last = {began};
        while (!dispatches.complete()) {
            dispatches.poll(LOOK, (_, at) -> last[0] = at);
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new IllegalStateException("%s: seen %,d of %,d dispatches within %s of the kill"
                        .formatted(NAME, dispatches.distinct(), dispatches.expected(), PATIENCE));
            }
        }
        return last[0] - began;
    }
}
