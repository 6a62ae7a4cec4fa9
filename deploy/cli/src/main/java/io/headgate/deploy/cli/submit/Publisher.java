package io.headgate.deploy.cli.submit;

import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes prompts to {@code requests} as any client would: JSON and headers. */
public final class Publisher implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final String topic;

    public Publisher(KafkaConnection kafka) {
        Map<String, Object> properties = kafka.clientProperties();
        properties.put("acks", "all");
        properties.put("enable.idempotence", true);
        properties.put("linger.ms", 5);
        properties.put("max.block.ms", 15_000);
        properties.put("delivery.timeout.ms", 60_000);
        properties.put("request.timeout.ms", 15_000);
        this.producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        this.topic = kafka.topics().requests();
    }

    /**
     * Publishes all of them and returns when the broker has them.
     *
     * @param headers context that goes with each, {@code headgate-tenant} and the like
     */
    public void publish(List<PromptLine> prompts, Map<String, String> headers) throws InterruptedException {
        List<Future<?>> sent = new ArrayList<>(prompts.size());
        for (PromptLine prompt : prompts) {
            ProducerRecord<String, byte[]> published = new ProducerRecord<>(topic, prompt.id(), prompt.value());
            headers.forEach((name, value) -> published.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            if (!prompt.ownId()) {
                published.headers().add(HeaderNames.ID, prompt.id().getBytes(StandardCharsets.UTF_8));
            }
            TraceContext.start().writeTo(published.headers());
            sent.add(producer.send(published));
        }
        for (Future<?> future : sent) {
            await(future);
        }
    }

    private static void await(Future<?> sent) throws InterruptedException {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new KafkaException("a prompt could not be published", e.getCause());
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
