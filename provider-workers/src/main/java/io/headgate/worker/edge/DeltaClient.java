package io.headgate.worker.edge;

import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicCatalog;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producer of deltas, and what it must be set to. */
final class DeltaClient {
    private DeltaClient() {}

    static Producer<byte[], byte[]> producer(KafkaConnection kafka, String instance) {
        Map<String, Object> config = kafka.clientProperties();
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "worker-deltas-" + instance);
        // Without it a batch that is sent again could come behind its successor: pieces must keep their order.
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        // Somebody looks at it; but a few milliseconds nobody sees.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L << 20);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicCatalog.MAX_RECORD_BYTES);
        // The writer's own thread waits for this long, and takes it for a sign that Kafka is away.
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 200);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        // What comes later than this nobody wants to see any more.
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
