package io.headgate.metering.sink;

import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.RestingConsumer;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/** The consumers of sinks: committed records only, no commits of their own, memory bounded. */
public final class SinkConsumers {
    private static final int MAX_FETCH_BYTES = 16 * 1024 * 1024;
    private static final int FETCH_WAIT_MS = 1_000;

    private SinkConsumers() {}

    /** Consumers in group {@code <prefix>metering-<sink>}. */
    public static Supplier<Consumer<byte[], byte[]>> of(KafkaConnection kafka, String sink, int maxRecords) {
        Map<String, Object> settings = kafka.readerProperties();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.topics().prefix() + "metering-" + sink);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxRecords);
        // What is there comes at once; this is how often it is asked again while nothing is, and so much longer may a
        // partition wait that another process had. Nobody's request waits for the books.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_BYTES);
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        return () -> new RestingConsumer(settings);
    }
}
