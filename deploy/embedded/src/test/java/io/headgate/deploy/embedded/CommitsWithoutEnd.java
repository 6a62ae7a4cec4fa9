package io.headgate.deploy.embedded;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Producers that commit one small transaction after the other: whenever one looks, some of them are just ending. */
final class CommitsWithoutEnd implements AutoCloseable {
    private static final int PRODUCERS = 20;

    private final ExecutorService threads = Executors.newFixedThreadPool(PRODUCERS);
    private final AtomicInteger commits = new AtomicInteger();
    private volatile boolean ended;

    CommitsWithoutEnd(String bootstrap, String topic, int partitions) throws Exception {
        Clients.createTopic(bootstrap, topic, partitions);
        for (int i = 0; i < PRODUCERS; i++) {
            String id = "commits-" + i;
            threads.execute(() -> commit(bootstrap, id, topic, partitions));
        }
    }

    private void commit(String bootstrap, String id, String topic, int partitions) {
        var producer = Clients.transactionalProducer(bootstrap, id);
        try {
            while (!ended) {
                producer.beginTransaction();
                for (int partition = 0; partition < partitions; partition++) {
                    producer.send(new ProducerRecord<>(topic, partition, id, "value"));
                }
                producer.commitTransaction();
                commits.incrementAndGet();
            }
        } catch (KafkaException e) {
            // The broker is gone, as the test has it.
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    /** Returns when there were so many commits. */
    void awaitCommits(int count) {
        await().until(() -> commits.get() >= count);
    }

    /** Returns at once; who waits for the broker is interrupted. */
    @Override
    public void close() {
        ended = true;
        threads.shutdownNow();
    }
}
