package io.headgate.schemas.process;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer whose polls take longer while there is nothing to do, however short its owner asks for: an owner that looks many
 * times a second for what may have become due costs that many wake-ups all the time, its heartbeat's with it.
 *
 * <p>While anything happens it is a plain consumer, and records end its polls at once as ever. Like it, of one thread.
 */
public final class RestingConsumer extends KafkaConsumer<byte[], byte[]> {
    private final Rest rest;

    /** One whose owner has nothing to do that no record tells of. */
    public RestingConsumer(Map<String, Object> settings) {
        this(settings, beginning());
    }

    /** @param doneAt when something else was last done that may be followed by more; of {@link System#nanoTime} */
    public RestingConsumer(Map<String, Object> settings, LongSupplier doneAt) {
        super(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.rest = new Rest(System::nanoTime, doneAt);
    }

    private static LongSupplier beginning() {
        long now = System.nanoTime();
        return () -> now;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration asked) {
        ConsumerRecords<byte[], byte[]> records = super.poll(rest.instead(asked, assignment(), paused()));
        if (!records.isEmpty()) {
            rest.disturb();
        }
        return records;
    }

    /** Whether there has been nothing to do for a while. */
    static final class Rest {
        /** Longer than anything that follows a record by itself takes to become due: commits, ticks that end in commits. */
        static final Duration BEGINS_AFTER = Duration.ofSeconds(10);

        /** How late its owner may notice that it is to end, or that partitions came. */
        static final Duration POLL = Duration.ofMillis(500);

        private final LongSupplier nanoTime;
        private final LongSupplier doneAt;
        private long disturbedAt;
        private Set<TopicPartition> assigned = Set.of();

        Rest(LongSupplier nanoTime, LongSupplier doneAt) {
            this.nanoTime = nanoTime;
            this.doneAt = doneAt;
            disturb();
        }

        void disturb() {
            disturbedAt = nanoTime.getAsLong();
        }

        /** How long is waited where so long is asked for. Paused partitions are waited for by their owner: a store, Postgres. */
        Duration instead(Duration asked, Set<TopicPartition> assignment, Set<TopicPartition> paused) {
            if (!assignment.equals(assigned)) {
                assigned = Set.copyOf(assignment);
                disturb();
            } else if (!paused.isEmpty()) {
                disturb();
            }
            long done = doneAt.getAsLong();
            if (done - disturbedAt > 0) {
                disturbedAt = done;
            }
            boolean atRest = nanoTime.getAsLong() - disturbedAt >= BEGINS_AFTER.toNanos();
            return atRest && asked.isPositive() && asked.compareTo(POLL) < 0 ? POLL : asked;
        }
    }
}
