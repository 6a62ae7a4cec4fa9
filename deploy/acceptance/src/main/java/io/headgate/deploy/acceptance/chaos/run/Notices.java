package io.headgate.deploy.acceptance.chaos.run;

import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.ServiceCodecs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The notices of a run. */
final class Notices {
    private Notices() {}

    /** How many of a kind there are, committed ones only. */
    static long count(KafkaConnection kafka, Notice.Kind kind) {
        Map<String, Object> settings = kafka.clientProperties();
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        MessageCodec<Notice> codec = ServiceCodecs.of(null).notice();
        long count = 0;
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer
                    .partitionsFor(kafka.topics().notices())
                    .stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var notice : consumer.poll(Duration.ofMillis(200))) {
                    if (codec.decode(notice.value()) instanceof Decoded.Readable<Notice>(Notice read)
                            && read.kind() == kind) {
                        count++;
                    }
                }
            }
        }
        return count;
    }
}
