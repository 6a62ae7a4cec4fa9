package io.headgate.worker.edge;

import io.headgate.worker.guard.Permit;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How a dispatch's thread ended. */
sealed interface CallEnd {
    Handling handling();

    /** With records that wait for their transaction, and the permit that is held until then. */
    record Finished(Handling handling, List<ProducerRecord<byte[], byte[]>> records, Permit permit) implements CallEnd {
        HeldPartition held() {
            return handling.held;
        }

        long offset() {
            return handling.offset();
        }
    }

    /** With nothing: it was given up, and its dispatch will be taken again. */
    record Abandoned(Handling handling) implements CallEnd {}
}
