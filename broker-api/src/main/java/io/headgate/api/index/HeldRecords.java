package io.headgate.api.index;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What was read and is not in Postgres yet, with the offsets to commit once it is. One thread at a time. */
final class HeldRecords {
    private final IndexBatch batch = new IndexBatch();
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    private final RecordReader reader;

    HeldRecords(RecordReader reader) {
        this.reader = reader;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        reader.read(record, batch);
        offsets.put(
                new TopicPartition(record.topic(), record.partition()),
                new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""));
    }

    IndexBatch batch() {
        return batch;
    }

    Map<TopicPartition, OffsetAndMetadata> offsets() {
        return offsets;
    }
}
