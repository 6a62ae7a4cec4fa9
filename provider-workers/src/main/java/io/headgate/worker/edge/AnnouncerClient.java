package io.headgate.worker.edge;

import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicCatalog;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producer of what is told beside transactions, and what it must be set to. */
final class AnnouncerClient {
    private AnnouncerClient() {}

    static Producer<byte[], byte[]> producer(KafkaConnection kafka, String instance) {
        Map<String, Object> config = kafka.clientProperties();
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "worker-announcer-" + instance);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        // Every call waits for its intent, and hundreds begin within this time when it matters. To the broker a
        // request of a few costs as much as one of hundreds.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        // What is sent while a request is under way makes one larger batch: fewer requests, and no later at a few a
        // second.
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        // Thousands of calls may begin at once, and a request takes one batch of each partition.
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
        // An intent repeats the tags of a dispatch, which has fitted into a topic: it must never be too large itself.
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicCatalog.MAX_RECORD_BYTES);
        config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
        // Whoever tells may wait for this long, when topics are not known yet or the buffer is full; an intent asks
        // again.
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 200);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
