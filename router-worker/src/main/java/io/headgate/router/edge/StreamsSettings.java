package io.headgate.router.edge;

import io.headgate.router.RouterConfig;
import io.headgate.schemas.process.KafkaConnection;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/** The settings of a Streams application of the router: exactly once, and quick. */
final class StreamsSettings {
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

    /**
     * A transaction that a killed process left open holds up readers until then, and whoever takes over its tasks: no longer
     * than the group waits for it.
     */
    private static final Duration TRANSACTION_TIMEOUT = SESSION_TIMEOUT;

    private static final Duration HEARTBEAT = Duration.ofMillis(1_500);

    /**
     * Of producers alone: back to back, each transaction meets one back-off, and the client's default is 100 ms. A consumer's
     * heartbeat wakes as often, all the time.
     */
    private static final long RETRY_BACKOFF_MS = 5;

    /** The thread looks whether a commit is due only between polls: so much later may one be that nothing follows. */
    private static final long POLL_MS = 50;

    /**
     * How soon a process that came later is given the tasks whose stores it has warmed up; the least that Streams takes. Its
     * default would leave a new process idle for ten minutes.
     */
    private static final Duration PROBING = Duration.ofMinutes(1);

    /** For what {@link CommitPace} does not hear of: little, and nothing that anybody waits for. */
    private static final long LONGEST_WITHOUT_COMMIT_MS = 5_000;

    private static final int BATCH_BYTES = 128 * 1024;

    /** What the ledger changes between two commits, of all threads. */
    private static final long CACHE_BYTES = 16L * 1024 * 1024;

    /**
     * Nobody can read a record before its transaction has ended, and a commit sends whatever waits: sooner, each few records
     * would be a request of their own.
     */
    private static final long LINGER_MS = 250;

    private StreamsSettings() {}

    static Properties of(RouterConfig config, KafkaConnection kafka, String applicationId) {
        Properties settings = new Properties();
        settings.putAll(kafka.clientProperties());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbyReplicas());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, LONGEST_WITHOUT_COMMIT_MS);
        settings.put(StreamsConfig.POLL_MS_CONFIG, POLL_MS);
        // No decision needs the order of two topics, and to look for it costs something with each record.
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        settings.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING.toMillis());
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        failRatherThanDrop(settings);
        consumer(settings, config);
        producer(settings, config);
        return settings;
    }

    /** A record is never skipped: what is bad about records is an outcome before; what is left is infrastructure. */
    private static void failRatherThanDrop(Properties settings) {
        settings.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        settings.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailProcessingExceptionHandler.class);
        settings.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DefaultProductionExceptionHandler.class);
    }

    private static void consumer(Properties settings, RouterConfig config) {
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int)
                SESSION_TIMEOUT.toMillis());
        settings.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), (int) HEARTBEAT.toMillis());
        settings.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.METADATA_MAX_AGE_CONFIG),
                config.topicDiscovery().toMillis());
    }

    private static void producer(Properties settings, RouterConfig config) {
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MS);
        // With more, a partition that knows nothing of this producer may take its second batch and refuse the first for
        // good.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        // A request takes one batch of each partition: a backlog goes in a few, and not in dozens, one after the other.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), RETRY_BACKOFF_MS);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), (int)
                TRANSACTION_TIMEOUT.toMillis());
        // The producer counts a little more than the record; RecordWriter is the one that decides.
        settings.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                config.maxRecordBytes() + 64 * 1024);
    }
}
