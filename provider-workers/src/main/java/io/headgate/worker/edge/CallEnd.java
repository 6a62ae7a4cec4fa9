package io.headgate.worker.edge;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How a dispatch's call thread ended. */
sealed interface CallEnd {
    HeldPartition held();

    /** With records that wait for their transaction. */
    record Finished(HeldPartition held, long offset, List<ProducerRecord<byte[], byte[]>> records) implements CallEnd {}

    /** With nothing: it was interrupted, and its dispatch will be taken again. */
    record Abandoned(HeldPartition held, long offset) implements CallEnd {}
}
