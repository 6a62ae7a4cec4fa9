package io.headgate.worker.edge;

import io.headgate.worker.guard.Permit;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** All that one dispatch leads to, and the permit of its call. */
record Handled(List<ProducerRecord<byte[], byte[]>> records, Permit permit) {
    /** Without a call. */
    static Handled uncalled(List<ProducerRecord<byte[], byte[]>> records) {
        return new Handled(records, Permit.NONE);
    }
}
