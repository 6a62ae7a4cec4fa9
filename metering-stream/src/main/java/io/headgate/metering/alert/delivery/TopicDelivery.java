package io.headgate.metering.alert.delivery;

import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.webhook.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** To the topic {@code alerts}, acknowledged by all replicas. */
public final class TopicDelivery implements Delivery, AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);
    private static final int SECONDS = 12;

    private final Producer<byte[], byte[]> producer;
    private final MessageCodec<Alert> codec;
    private final String topic;

    TopicDelivery(Producer<byte[], byte[]> producer, MessageCodec<Alert> codec, String topic) {
        this.producer = producer;
        this.codec = codec;
        this.topic = topic;
    }

    public static TopicDelivery to(KafkaConnection kafka, MessageCodec<Alert> codec) {
        Map<String, Object> config = kafka.clientProperties();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        return new TopicDelivery(
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()),
                codec,
                kafka.topics().alerts());
    }

    @Override
    public Outcome deliver(Alert alert) {
        try {
            producer.send(record(alert)).get(SECONDS, TimeUnit.SECONDS);
            return new Outcome.Delivered();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            return new Outcome.Failed("topic %s: %s".formatted(topic, cause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Failed("topic %s: stopped in between".formatted(topic));
        }
    }

    @SuppressWarnings("NullAway") // A record without a key is what the topic promises where no tenant is concerned.
    private ProducerRecord<byte[], byte[]> record(Alert alert) {
        return new ProducerRecord<>(topic, key(alert.scope().tenant()), codec.encode(alert));
    }

    private static byte @Nullable [] key(@Nullable TenantId tenant) {
        return tenant == null ? null : tenant.value().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(CLOSE_WITHIN);
    }
}
