package io.headgate.api.edge;

import io.headgate.api.submit.AdmissionLog;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.registry.RegistryUnavailableException;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.telemetry.LogKeys;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic {@code admissions}: idempotent producer, acks=all, keyed by tenant with the default partitioner.
 *
 * <p>Everything is bounded: what waits is at most 32 MiB, {@code send} blocks for a second at most, and a record that is
 * not acknowledged after three seconds is given up. Given up is not undone: it may be in the log nevertheless, and a
 * client that repeats it under the same id is absorbed there.
 */
public final class KafkaAdmissionLog implements AdmissionLog, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KafkaAdmissionLog.class);
    private static final int MAX_BLOCK_MS = 1_000;
    private static final int REQUEST_TIMEOUT_MS = 2_000;
    private static final int DELIVERY_TIMEOUT_MS = 3_000;
    /** Above the catalogue's cap on bodies; what the topic itself allows decides. */
    private static final int MAX_REQUEST_BYTES = 32 * 1024 * 1024;

    private final Producer<byte[], byte[]> producer;
    private final Codecs codecs;
    private final String topic;

    public KafkaAdmissionLog(KafkaConnection kafka, Codecs codecs) {
        this.producer = new KafkaProducer<>(settings(kafka, "headgate-api"));
        this.codecs = codecs;
        this.topic = kafka.topics().admissions();
    }

    @Override
    public CompletionStage<Appended> append(InferenceRequest request, TraceContext trace) {
        byte[] value;
        try {
            value = codecs.admission().encode(request);
        } catch (RegistryUnavailableException e) {
            return CompletableFuture.completedStage(new Appended.Unavailable("the schema registry does not answer"));
        }
        return append(request, trace, value);
    }

    private CompletionStage<Appended> append(InferenceRequest request, TraceContext trace, byte[] value) {
        byte[] key = request.key().tenant().value().getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, null, request.acceptedAt().toEpochMilli(), key, value);
        new RecordHeading(request.key(), request.correlationId(), trace).writeTo(record.headers());
        CompletableFuture<Appended> appended = new CompletableFuture<>();
        try {
            producer.send(record, (metadata, failure) -> appended.complete(outcome(request, value.length, failure)));
        } catch (RuntimeException e) {
            // Serialisation apart, send() reports by the callback: this is a producer that is closed or broken.
            appended.complete(outcome(request, value.length, e));
        }
        return appended;
    }

    private static Appended outcome(InferenceRequest request, int bytes, @Nullable Exception failure) {
        if (failure == null) {
            return new Appended.Acknowledged();
        }
        if (failure instanceof RecordTooLargeException) {
            return new Appended.TooLarge(bytes);
        }
        log.atWarn()
                .addKeyValue(LogKeys.TENANT, request.key().tenant())
                .addKeyValue(LogKeys.REQUEST_ID, request.key().request())
                .addKeyValue("cause", failure.toString())
                .log("a request was not acknowledged by Kafka, its client is told to come again");
        return new Appended.Unavailable("the log of requests does not answer");
    }

    /** Waits a moment for what is under way. */
    @Override
    public void close() {
        producer.close(Duration.ofMillis(DELIVERY_TIMEOUT_MS));
    }

    static Map<String, Object> settings(KafkaConnection kafka, String clientId) {
        Map<String, Object> settings = new HashMap<>(kafka.clientProperties());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        return settings;
    }
}
