package io.headgate.deploy.benchmarks.rig;

import io.headgate.deploy.benchmarks.report.Progress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Requests at fixed times, whatever happens, and how long each takes: from the moment it was to be sent to the moment what
 * became of it is read, committed.
 *
 * @param who takes them
 * @param request of a number, counted from 0
 */
public record Arrivals(
        String who, OpenLoop load, IntFunction<ProducerRecord<byte[], byte[]>> request, Progress progress) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);

    /**
     * Blocks until the last is read.
     *
     * @param alive whether who takes them still runs
     * @param seen hears of each that is measured
     * @throws IllegalStateException when they end, or some are still missing a minute after the last was sent
     */
    public Percentiles run(
            KafkaProducer<byte[], byte[]> producer, Results results, BooleanSupplier alive, Results.Arrival seen)
            throws InterruptedException {
        ConcurrentHistogram latencies = Percentiles.histogram();
        AtomicLongArray intended = new AtomicLongArray(load.count());
        Thread sender = Thread.ofPlatform()
                .name("arrivals")
                .start(() -> load.run((index, at) -> {
                    intended.set(index, at);
                    producer.send(request.apply(index));
                }));
        long giveUpAt = System.nanoTime()
                + load.warmUp().plus(load.measured()).plus(PATIENCE).toNanos();
        while (!results.complete()) {
            results.poll(LOOK, (index, at) -> {
                if (load.isMeasured(index)) {
                    Percentiles.record(latencies, at - intended.get(index));
                    seen.of(index, at);
                }
            });
            progress.at("%,d of %,d results", results.distinct(), results.expected());
            if (!alive.getAsBoolean() || System.nanoTime() - giveUpAt > 0) {
                throw new IllegalStateException("%s: seen %,d of %,d results, and no more come"
                        .formatted(who, results.distinct(), results.expected()));
            }
        }
        sender.join();
        return Percentiles.of(latencies);
    }
}
