package io.headgate.metering.stream;

import io.headgate.schemas.process.RestingConsumer;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * Clients of stream threads whose consumers rest while no attempt comes. What becomes due without a record is noticed so much
 * later then: ticks of seconds, which nobody waits for.
 */
public final class RestingClients extends DefaultKafkaClientSupplier {
    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new RestingConsumer(config);
    }
}
