package io.headgate.api.index;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What was read and is not in Postgres yet. One thread at a time. */
final class HeldRecords {
    private final IndexBatch batch = new IndexBatch();
    private final RecordReader reader;
    private boolean empty = true;

    HeldRecords(RecordReader reader) {
        this.reader = reader;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        reader.read(record, batch);
        empty = false;
    }

    IndexBatch batch() {
        return batch;
    }

    boolean isEmpty() {
        return empty;
    }
}
