package io.headgate.deploy.benchmarks.router;

import io.headgate.deploy.benchmarks.rig.Lane;
import io.headgate.deploy.benchmarks.rig.Results;
import io.headgate.deploy.benchmarks.rig.TenantTraffic;
import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Clients that always have so many requests under way: load that goes as fast as who is measured. One thread. */
final class OpenRequests {
    private static final Duration WITHOUT_DISPATCH = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final RouterBench bench;
    private final Lane lane;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Results dispatches;
    private final int most;
    private int sent;

    /** @param most how many they send in all */
    OpenRequests(RouterBench bench, Lane lane, KafkaProducer<byte[], byte[]> producer, Results dispatches, int most) {
        this.bench = bench;
        this.lane = lane;
        this.producer = producer;
        this.dispatches = dispatches;
        this.most = most;
    }

    /** Sends until so many have been dispatched in all. */
    void until(int count) {
        long lastAt = System.nanoTime();
        while (dispatches.distinct() < count) {
            while (sent < most && sent - dispatches.distinct() < bench.plan().open()) {
                producer.send(TenantTraffic.request(lane.kafka().topics(), sent++));
            }
            int before = dispatches.distinct();
            dispatches.poll(LOOK, (_, _) -> {});
            long now = System.nanoTime();
            lastAt = dispatches.distinct() > before ? now : lastAt;
            if (now - lastAt > WITHOUT_DISPATCH.toNanos()) {
                throw new IllegalStateException("seen %,d of %,d dispatches, and no more come"
                        .formatted(dispatches.distinct(), dispatches.expected()));
            }
            bench.progress().at("%,d of %,d dispatches", dispatches.distinct(), dispatches.expected());
        }
    }
}
