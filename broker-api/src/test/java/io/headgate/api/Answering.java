package io.headgate.api;

import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.Delta;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Stands in for router and workers: reads what is admitted, and writes of each request what a script says. */
public final class Answering implements AutoCloseable {
    private static final Instant STARTED = Instant.parse("2026-11-20T12:00:00Z");

    private final TestApi api;
    private final BiConsumer<InferenceRequest, Answering> script;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> consumer;
    private final Queue<InferenceRequest> taken = new ConcurrentLinkedQueue<>();
    private final Thread thread = Thread.ofPlatform().name("answering").unstarted(this::run);

    /** Plays the script for each request that is admitted from now on, on one thread. */
    public Answering(TestApi api, BiConsumer<InferenceRequest, Answering> script) {
        this.api = api;
        this.script = script;
        String servers = api.kafka.bootstrapServers();
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new ByteArraySerializer(), new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all = consumer.partitionsFor(api.kafka.topics().admissions()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
        thread.start();
    }

    private void run() {
        try (consumer) {
            while (true) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> {
                    if (api.codecs.admission().decode(record.value())
                            instanceof Decoded.Readable<Admission>(InferenceRequest request)) {
                        taken.add(request);
                        script.accept(request, this);
                    }
                });
            }
        } catch (WakeupException closing) {
            producer.flush();
        }
    }

    /** What was admitted until now. */
    List<InferenceRequest> taken() {
        return List.copyOf(taken);
    }

    /** A piece of the reply that adds a text. */
    void piece(InferenceRequest request, int attempt, long sequence, String text) {
        String chunk = """
                {"id":"chatcmpl-%d","object":"chat.completion.chunk","created":7,"model":"m1",\
                "choices":[{"index":0,"delta":{"content":"%s"},"finish_reason":null}]}""".formatted(attempt, text);
        RequestKey key = request.key();
        write(
                api.kafka.topics().deltas(),
                key,
                api.codecs.delta(),
                new Delta(
                        key,
                        new AttemptId(key.request() + "/" + attempt),
                        attempt,
                        STARTED.plusSeconds(attempt),
                        sequence,
                        chunk,
                        false,
                        STARTED));
    }

    /** The end: an answer of one text. */
    public void answer(InferenceRequest request, String text) {
        end(Samples.completed(request.key(), response(text)));
    }

    void end(InferenceResult result) {
        write(api.kafka.topics().results(), result.key(), api.codecs.result(), result);
    }

    void tell(Notice notice) {
        write(api.kafka.topics().notices(), notice.key(), api.codecs.notice(), notice);
    }

    static String response(String text) {
        return """
                {"id":"chatcmpl-1","object":"chat.completion","created":7,"model":"m1",\
                "choices":[{"index":0,"message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],\
                "usage":{"prompt_tokens":12,"completion_tokens":3,"total_tokens":15}}""".formatted(text);
    }

    private <T> void write(String topic, RequestKey key, MessageCodec<T> codec, T message) {
        byte[] id = key.request().value().getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, id, codec.encode(message)));
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
