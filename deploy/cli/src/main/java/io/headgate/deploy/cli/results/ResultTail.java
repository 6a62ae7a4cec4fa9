package io.headgate.deploy.cli.results;

import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.process.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads {@code results}, committed ones only, as they come. Belongs to no group; not thread-safe. */
public final class ResultTail implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final MessageCodec<InferenceResult> codec;
    private long unreadable;

    private ResultTail(KafkaConsumer<String, byte[]> consumer, MessageCodec<InferenceResult> codec) {
        this.consumer = consumer;
        this.codec = codec;
    }

    /** What was published from now on. */
    public static ResultTail fromEnd(KafkaConnection kafka, Codecs codecs) {
        ResultTail tail = open(kafka, codecs);
        tail.consumer.seekToEnd(List.of());
        // Seeking is lazy: asking for the position makes it happen now.
        tail.consumer.assignment().forEach(tail.consumer::position);
        return tail;
    }

    /** All that is kept. */
    public static ResultTail fromBeginning(KafkaConnection kafka, Codecs codecs) {
        ResultTail tail = open(kafka, codecs);
        tail.consumer.seekToBeginning(List.of());
        return tail;
    }

    /** What has come; waits at most {@code timeout} for something. */
    public List<InferenceResult> poll(Duration timeout) {
        List<InferenceResult> results = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> fetched : consumer.poll(timeout)) {
            switch (codec.decode(fetched.value())) {
                case Decoded.Readable<InferenceResult>(InferenceResult result) -> results.add(result);
                case Decoded.Unreadable<InferenceResult> _ -> unreadable++;
            }
        }
        return results;
    }

    /** How many records could not be read. */
    public long unreadable() {
        return unreadable;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static ResultTail open(KafkaConnection kafka, Codecs codecs) {
        Map<String, Object> properties = kafka.clientProperties();
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", false);
        properties.put("fetch.max.wait.ms", 100);
        properties.put("default.api.timeout.ms", 15_000);
        KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(kafka.topics().results()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        return new ResultTail(consumer, codecs.result());
    }
}
