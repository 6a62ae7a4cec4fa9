package io.headgate.api.index;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What was read and is not in Postgres yet. One thread at a time. */
final class HeldRecords {
    private final IndexBatch batch = new IndexBatch();
    private final RecordReader reader;
    private int count;

    HeldRecords(RecordReader reader) {
        this.reader = reader;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        reader.read(record, batch);
        count++;
    }

    IndexBatch batch() {
        return batch;
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }
}
