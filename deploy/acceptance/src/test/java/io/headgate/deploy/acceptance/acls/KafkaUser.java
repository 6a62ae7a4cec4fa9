package io.headgate.deploy.acceptance.acls;

import io.headgate.schemas.process.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What somebody does on Kafka, under a name of their own.
 *
 * @param kafka as it lets them in
 */
record KafkaUser(KafkaConnection kafka) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_BLOCK_MS = 10_000;

    void publish(String topic, String id, byte[] body) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = kafka.clientProperties();
        settings.put("max.block.ms", MAX_BLOCK_MS);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> request = new ProducerRecord<>(topic, id, body);
            request.headers().add("headgate-id", id.getBytes(StandardCharsets.UTF_8));
            producer.send(request).get();
        }
    }

    /** The value that comes under a key, to who reads a topic in a group. */
    String read(String topic, String group, String key) {
        Map<String, Object> settings = kafka.clientProperties();
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_committed");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() - until < 0) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (key.equals(record.key())) {
                        return new String(record.value(), StandardCharsets.UTF_8);
                    }
                }
            }
        }
        throw new AssertionError("nothing came under " + key);
    }

    void create(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }
}
