package io.headgate.deploy.benchmarks.metering;

import io.headgate.deploy.benchmarks.report.Progress;
import io.headgate.deploy.benchmarks.rig.Lane;
import io.headgate.deploy.benchmarks.rig.Rig;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;

/** What every scenario works with. */
record MeteringBench(Rig rig, MeteringPlan plan, Progress progress) {
    /** Publishes so many attempts, numbered from 0; blocks until the broker has them. */
    static void publish(Lane lane, int count) {
        AtomicReference<@Nullable Exception> refused = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer = lane.producer()) {
            for (int i = 0; i < count; i++) {
                producer.send(
                        MeteringTraffic.record(lane.kafka().topics().attempts(), i),
                        (_, failure) -> refused.compareAndSet(null, failure));
            }
        }
        Exception failure = refused.get();
        if (failure != null) {
            throw new IllegalStateException("the broker did not take all of %,d attempts".formatted(count), failure);
        }
    }
}
