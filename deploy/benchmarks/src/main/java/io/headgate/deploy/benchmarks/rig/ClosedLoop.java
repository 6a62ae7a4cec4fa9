package io.headgate.deploy.benchmarks.rig;

import io.headgate.deploy.benchmarks.report.Progress;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Clients that always have so many requests open: load that goes as fast as who is measured. One thread. */
public final class ClosedLoop {
    private static final Duration WITHOUT_RESULT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final KafkaProducer<byte[], byte[]> producer;
    private final IntFunction<ProducerRecord<byte[], byte[]>> request;
    private final Results results;
    private final int open;
    private final Progress progress;
    private int sent;

    /**
     * @param request of a number, counted from 0
     * @param results that end one
     * @param open requests at once
     */
    public ClosedLoop(
            KafkaProducer<byte[], byte[]> producer,
            IntFunction<ProducerRecord<byte[], byte[]>> request,
            Results results,
            int open,
            Progress progress) {
        this.producer = producer;
        this.request = request;
        this.results = results;
        this.open = open;
        this.progress = progress;
    }

    /** Until so many have ended in all; of {@code most} in all that are sent. */
    public void until(int count, int most) {
        run(() -> results.distinct() >= count, most);
    }

    /** For so long. */
    public void during(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        run(() -> System.nanoTime() - end >= 0, Integer.MAX_VALUE);
    }

    /** Sends no more, and waits for what is open. */
    public void drain() {
        until(sent, sent);
    }

    /** Requests that were sent until now. */
    public int sent() {
        return sent;
    }

    private void run(BooleanSupplier done, int most) {
        long lastAt = System.nanoTime();
        while (!done.getAsBoolean()) {
            while (sent < most && sent - results.distinct() < open) {
                producer.send(request.apply(sent++));
            }
            int before = results.distinct();
            results.poll(LOOK, (_, _) -> {});
            long now = System.nanoTime();
            lastAt = results.distinct() > before ? now : lastAt;
            if (now - lastAt > WITHOUT_RESULT.toNanos()) {
                throw new IllegalStateException(
                        "seen %,d of %,d ended, and no more come".formatted(results.distinct(), sent));
            }
            progress.at("%,d of %,d ended", results.distinct(), sent);
        }
    }
}
