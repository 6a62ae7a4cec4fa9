package io.headgate.worker.edge;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** The clients of one loop; each call makes a new one, which is the caller's to close. */
interface LoopClients {
    String topic();

    Lane lane();

    Consumer<byte[], byte[]> consumer();

    /** One of the loop's transactional id: initialising it ends what an earlier one left open. */
    Producer<byte[], byte[]> producer();
}
