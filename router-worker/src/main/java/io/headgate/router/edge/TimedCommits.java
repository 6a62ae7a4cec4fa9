package io.headgate.router.edge;

import io.headgate.schemas.process.RestingConsumer;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/** Clients of stream threads: producers that tell, on their thread, how long a commit took, and consumers that rest between. */
final class TimedCommits extends DefaultKafkaClientSupplier {
    private final Listener listener;
    private final LongSupplier awakeAt;

    /** @param awakeAt when the thread that asks last had something to do that no record tells of */
    TimedCommits(Listener listener, LongSupplier awakeAt) {
        this.listener = listener;
        this.awakeAt = awakeAt;
    }

    /** Hears of each commit, however it ended. Times are of {@link System#nanoTime}. */
    @FunctionalInterface
    interface Listener {
        void ended(long begun, long ended);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new Timed(config, listener);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new RestingConsumer(config, awakeAt);
    }

    private static final class Timed extends KafkaProducer<byte[], byte[]> {
        private static final long NONE = Long.MIN_VALUE;

        private final Listener listener;
        private long begun = NONE;

        private Timed(Map<String, Object> config, Listener listener) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
            this.listener = listener;
        }

        /** Streams flushes each task before a commit: the first of them is its beginning. */
        @Override
        public void flush() {
            begin();
            super.flush();
        }

        @Override
        public void sendOffsetsToTransaction(
                Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
            begin();
            super.sendOffsetsToTransaction(offsets, group);
        }

        @Override
        public void commitTransaction() {
            begin();
            try {
                super.commitTransaction();
            } finally {
                end();
            }
        }

        @Override
        public void abortTransaction() {
            begin();
            try {
                super.abortTransaction();
            } finally {
                end();
            }
        }

        private void begin() {
            if (begun == NONE) {
                begun = System.nanoTime();
            }
        }

        private void end() {
            listener.ended(begun, System.nanoTime());
            begun = NONE;
        }
    }
}
