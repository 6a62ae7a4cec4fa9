package io.headgate.worker.edge;

import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.process.KafkaConnection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the Kafka clients of one loop must be set to. */
final class KafkaClients implements LoopClients {
    /** What key, headers and framing may add to the largest value that is written. */
    private static final int HEADROOM = 4 * 1024;

    private final KafkaConnection kafka;
    private final ProviderName provider;
    private final Lane lane;
    private final String instance;
    private final int maxRecordBytes;

    KafkaClients(KafkaConnection kafka, ProviderName provider, Lane lane, String instance, int maxRecordBytes) {
        this.kafka = kafka;
        this.provider = provider;
        this.lane = lane;
        this.instance = instance;
        this.maxRecordBytes = maxRecordBytes;
    }

    @Override
    public String topic() {
        return lane.topic(kafka.topics(), provider);
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = kafka.readerProperties();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, lane.group(kafka.topics(), provider));
        // A restarted process gets its partitions back at once, without a rebalance.
        config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId());
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        // What is fetched and not yet taken is held beside what is, each fetch in one piece, in each provider's loop.
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 2 << 20);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 << 10);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private String clientId() {
        return "worker-" + lane.name(provider) + "-" + instance;
    }

    @Override
    public Producer<byte[], byte[]> producer() {
        Map<String, Object> config = kafka.clientProperties();
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, lane.producer(kafka.topics(), provider, instance));
        config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId());
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 9_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        // Until the flush that ends a transaction: the first record would go by itself, and all others wait for its
        // answer.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 100);
        // A transaction of hundreds of calls in one or two requests, not in ten, one after the other.
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        // One at a time: what is sent meanwhile makes one larger batch, and none overtakes a transaction's first.
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        // The default, 100 ms, is what each of two transactions back to back waits for the other.
        config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxRecordBytes + HEADROOM);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
