package io.headgate.api.batches;

import io.headgate.api.Samples;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Cancel;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.process.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Router and workers at their simplest: answers every admission once, whatever comes again. A prompt with {@code fail} fails,
 * one with {@code hold} is kept until it is cancelled.
 */
final class AnsweringBroker implements AutoCloseable {
    private final KafkaConnection kafka;
    private final Codecs codecs;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<RequestKey, Boolean> seen = new ConcurrentHashMap<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Thread thread = Thread.ofVirtual().unstarted(this::run);

    AnsweringBroker(KafkaConnection kafka, Codecs codecs) {
        this.kafka = kafka;
        this.codecs = codecs;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        thread.start();
    }

    int requests() {
        return seen.size();
    }

    private void run() {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                kafka.topics().prefix() + "answering",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(
                    List.of(kafka.topics().admissions(), kafka.topics().cancels()));
            while (!stopping.get()) {
                consumer.poll(Duration.ofMillis(100)).forEach(this::take);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(kafka.topics().cancels())) {
            if (codecs.cancel().decode(record.value()) instanceof Decoded.Readable<Cancel>(Cancel cancel)
                    && Boolean.FALSE.equals(seen.put(cancel.key(), true))) {
                end(cancel.key(), failed(cancel.key(), FailureCode.CANCELLED));
            }
        } else if (codecs.admission().decode(record.value()) instanceof Decoded.Readable<?>(InferenceRequest request)
                && seen.putIfAbsent(request.key(), !request.body().contains("hold")) == null) {
            answer(request);
        }
    }

    private void answer(InferenceRequest request) {
        if (request.body().contains("fail")) {
            end(request.key(), failed(request.key(), FailureCode.PROVIDER_UNAVAILABLE));
        } else if (!request.body().contains("hold")) {
            end(request.key(), Samples.completed(request.key(), "{\"object\":\"chat.completion\"}"));
        }
    }

    private static InferenceResult failed(RequestKey key, FailureCode code) {
        InferenceResult sample = Samples.failed(key, "");
        return new InferenceResult(
                key,
                sample.correlationId(),
                sample.userId(),
                null,
                sample.alias(),
                sample.tags(),
                new InferenceResult.Failed(Failure.of(code, "as it was asked to")),
                sample.attempts(),
                null,
                sample.acceptedAt(),
                sample.endedAt(),
                sample.replyFormat());
    }

    private void end(RequestKey key, InferenceResult result) {
        producer.send(new ProducerRecord<>(
                kafka.topics().results(),
                key.request().value().getBytes(StandardCharsets.UTF_8),
                codecs.result().encode(result)));
    }

    @Override
    public void close() throws InterruptedException {
        stopping.set(true);
        thread.join();
        producer.close();
    }
}
