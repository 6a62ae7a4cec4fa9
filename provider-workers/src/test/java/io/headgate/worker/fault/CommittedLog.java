package io.headgate.worker.fault;

import io.headgate.schemas.process.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Topics as a client sees them who reads committed records, from the beginning. */
final class CommittedLog {
    private final KafkaConnection kafka;

    CommittedLog(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    /** All of a topic up to where it is stable now. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        try (KafkaConsumer<byte[], byte[]> reader = reader()) {
            List<TopicPartition> all = fromTheBeginning(reader, topic);
            Map<TopicPartition, Long> ends = reader.endOffsets(all);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (all.stream().anyMatch(p -> reader.position(p) < ends.getOrDefault(p, 0L))) {
                reader.poll(Duration.ofMillis(50)).forEach(records::add);
            }
            return records;
        }
    }

    KafkaConsumer<byte[], byte[]> reader() {
        Map<String, Object> config = kafka.clientProperties();
        config.put("isolation.level", "read_committed");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Gives a reader a whole topic, and says of which partitions it consists. */
    static List<TopicPartition> fromTheBeginning(KafkaConsumer<byte[], byte[]> reader, String topic) {
        List<PartitionInfo> infos = reader.partitionsFor(topic);
        while (infos.isEmpty()) {
            // The broker has made the topic, and tells of it in a moment.
            infos = reader.partitionsFor(topic);
        }
        List<TopicPartition> all = infos.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        reader.assign(all);
        reader.seekToBeginning(all);
        return all;
    }
}
