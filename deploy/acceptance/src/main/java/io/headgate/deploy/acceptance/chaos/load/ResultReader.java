package io.headgate.deploy.acceptance.chaos.load;

import io.headgate.schemas.process.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A client that waits for its results: committed ones, from the beginning, in no group. */
final class ResultReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Journal journal;
    private final Thread thread;
    private volatile boolean closed;

    ResultReader(KafkaConnection kafka, Journal journal) {
        this.journal = journal;
        Map<String, Object> settings = kafka.clientProperties();
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(kafka.topics().results()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread = Thread.ofPlatform().name("results").start(this::read);
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                consumer.poll(POLL).forEach(result -> journal.ended(result.key()));
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
