package io.headgate.deploy.acceptance.simulation.task;

import io.headgate.deploy.acceptance.simulation.log.Entry;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What a task did within one transaction, in order. */
public sealed interface TaskEvent {
    /** It processed a record. */
    record Read(Entry entry) implements TaskEvent {}

    /** It wrote a record. */
    record Wrote(ProducerRecord<byte[], byte[]> record) implements TaskEvent {}
}
