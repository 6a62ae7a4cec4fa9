package io.headgate.metering.stream;

import io.headgate.metering.MeteringConfig;
import io.headgate.schemas.process.KafkaConnection;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** How the Streams job runs: exactly once, committing twice a second. */
public final class StreamSettings {
    /** People look at the books, and are to see them within three seconds: each transaction has its cost for the brokers. */
    private static final int COMMIT_INTERVAL_MS = 500;

    private static final int FETCH_BYTES = 256 * 1024;
    private static final int FETCH_WAIT_MS = 500;
    /** Of a partition in a request: what half a second brings goes in one. */
    private static final int BATCH_BYTES = 128 * 1024;

    private static final int SESSION_TIMEOUT_MS = 6_000;
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;
    private static final long CACHE_BYTES = 16L * 1024 * 1024;

    private StreamSettings() {}

    public static Properties of(KafkaConnection kafka, MeteringConfig config) {
        Properties settings = new Properties();
        settings.putAll(kafka.clientProperties());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(kafka));
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.streamThreads());
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbyReplicas());
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        // The default of 100 ms would be waited out by commits that follow each other closely. Of producers alone: a
        // consumer's
        // heartbeat wakes as often, all the time.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5);
        // Nobody waits for a single attempt: fewer and larger fetches.
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), FETCH_BYTES);
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), FETCH_WAIT_MS);
        // Asking for a topic that is being created two hundred times a second helps nobody.
        settings.put(StreamsConfig.adminClientPrefix(AdminClientConfig.RETRY_BACKOFF_MS_CONFIG), 100);
        // Nobody can read a record before its transaction has ended, and a commit sends whatever waits.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), COMMIT_INTERVAL_MS);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        // With more, a partition that knows nothing of this producer may take its second batch and refuse the first for
        // good.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MS);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MS);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        return settings;
    }

    /** The topic that keeps what is counted and not emitted: as Kafka Streams names it. */
    public static String changelog(KafkaConnection kafka) {
        return applicationId(kafka) + "-" + AttemptProcessor.STORE + "-changelog";
    }

    /** Names the consumer group, the transactions and the changelog. */
    public static String applicationId(KafkaConnection kafka) {
        return kafka.topics().prefix() + "metering";
    }
}
