package io.headgate.router.edge;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/** Producers of stream threads, which tell the {@link CommitPace} of their thread how long a commit took. */
final class TimedCommits extends DefaultKafkaClientSupplier {
    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new Timed(config);
    }

    private static final class Timed extends KafkaProducer<byte[], byte[]> {
        private static final long NONE = Long.MIN_VALUE;

        private long begun = NONE;

        private Timed(Map<String, Object> config) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
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
            CommitPace.ofThisThread().ended(begun, System.nanoTime());
            begun = NONE;
        }
    }
}
