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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * one with {@code overdue} ends by its deadline. One with {@code hold} or {@code late} is kept until it is asked to end, and
 * ends as cancelled or by its deadline then; one with {@code deaf} never ends.
 */
final class AnsweringBroker implements AutoCloseable {
    private final KafkaConnection kafka;
    private final Codecs codecs;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Set<RequestKey> seen = new HashSet<>();
    private final Set<RequestKey> cancelled = new HashSet<>();
    private final Map<RequestKey, FailureCode> held = new HashMap<>();
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
            if (codecs.cancel().decode(record.value()) instanceof Decoded.Readable<Cancel>(Cancel cancel)) {
                cancelled.add(cancel.key());
                letGo(cancel.key());
            }
        } else if (codecs.admission().decode(record.value()) instanceof Decoded.Readable<?>(InferenceRequest request)
                && seen.add(request.key())) {
            answer(request);
        }
    }

    private void answer(InferenceRequest request) {
        RequestKey key = request.key();
        String body = request.body();
        if (body.contains("fail")) {
            end(key, failed(key, FailureCode.PROVIDER_UNAVAILABLE));
        } else if (body.contains("overdue")) {
            end(key, failed(key, FailureCode.DEADLINE_EXCEEDED));
        } else if (body.contains("hold") || body.contains("late")) {
            held.put(key, body.contains("hold") ? FailureCode.CANCELLED : FailureCode.DEADLINE_EXCEEDED);
            // The topics are read in any order.
            if (cancelled.contains(key)) {
                letGo(key);
            }
        } else if (!body.contains("deaf")) {
            end(key, Samples.completed(key, "{\"object\":\"chat.completion\"}"));
        }
    }

    private void letGo(RequestKey key) {
        FailureCode code = held.remove(key);
        if (code != null) {
            end(key, failed(key, code));
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
