package io.headgate.deploy.acceptance;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A topic as a plain client sees it: bytes and headers, committed ones only. */
record Topic(String bootstrapServers, String name) {
    /** Publishes one record for each item: its value and its headers. */
    <I> void publishAll(List<I> items, Function<I, Map.Entry<byte[], Map<String, String>>> recordOf) {
        try (var producer = producer()) {
            for (I item : items) {
                Map.Entry<byte[], Map<String, String>> parts = recordOf.apply(item);
                producer.send(recordOf(null, parts.getKey(), parts.getValue()));
            }
            producer.flush();
        }
    }

    void publish(@Nullable String key, byte @Nullable [] value, Map<String, String> headers) {
        try (var producer = producer()) {
            producer.send(recordOf(key, value, headers)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("publishing to " + name, e);
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private ProducerRecord<String, byte[]> recordOf(
            @Nullable String key, byte @Nullable [] value, Map<String, String> headers) {
        ProducerRecord<String, byte[]> published = new ProducerRecord<>(name, key, value);
        headers.forEach((header, text) -> published.headers().add(header, text.getBytes(StandardCharsets.UTF_8)));
        return published;
    }

    /** All records from the beginning that match, up to the present end. */
    List<ConsumerRecord<String, byte[]>> read(Predicate<ConsumerRecord<String, byte[]>> wanted) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false);
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                    .map(partition -> new TopicPartition(name, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < requireNonNull(ends.get(partition)))) {
                consumer.poll(Duration.ofMillis(100)).forEach(read -> {
                    if (wanted.test(read)) {
                        found.add(read);
                    }
                });
            }
        }
        return found;
    }

    static String header(ConsumerRecord<?, ?> read, String name) {
        Header header = read.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
