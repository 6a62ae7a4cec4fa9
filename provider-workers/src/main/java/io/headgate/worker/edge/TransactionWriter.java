package io.headgate.worker.edge;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes records and offsets together or not at all. A producer that has become useless is replaced. */
final class TransactionWriter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TransactionWriter.class);
    private static final int COMMIT_TRIES = 3;
    private static final int INIT_TRIES = 5;

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final BooleanSupplier stopping;
    private final LoopTallies tallies;
    private final Milestone.Listener milestones;
    private Producer<byte[], byte[]> producer;

    /** Aborts what a predecessor with the same transactional id left open. */
    TransactionWriter(
            Supplier<Producer<byte[], byte[]>> producers,
            BooleanSupplier stopping,
            LoopTallies tallies,
            Milestone.Listener milestones) {
        this.producers = producers;
        this.stopping = stopping;
        this.tallies = tallies;
        this.milestones = milestones;
        this.producer = initialised(INIT_TRIES);
    }

    /** How a transaction ended. */
    enum Ending {
        COMMITTED,
        /** Nothing of it will ever be seen. */
        ABORTED,
        /** It is over, and only the committed offsets tell how. */
        UNCLEAR
    }

    Ending write(
            List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group) {
        try {
            producer.beginTransaction();
            for (ProducerRecord<byte[], byte[]> next : records) {
                producer.send(next);
            }
            producer.sendOffsetsToTransaction(offsets, group);
            // The commit would wait for the same; here it makes the milestone true.
            producer.flush();
            milestones.reached(Milestone.WRITTEN);
        } catch (KafkaException e) {
            return aborted(e) ? Ending.ABORTED : replaced(Ending.ABORTED);
        }
        return commit();
    }

    private Ending commit() {
        for (int i = 1; ; i++) {
            try {
                producer.commitTransaction();
                milestones.reached(Milestone.COMMITTED);
                tallies.committed.increment();
                return Ending.COMMITTED;
            } catch (TimeoutException | InterruptException e) {
                // The broker may have it: asking again is safe, aborting would not be.
                if (i == COMMIT_TRIES) {
                    return replaced(Ending.UNCLEAR);
                }
            } catch (KafkaException e) {
                return aborted(e) ? Ending.ABORTED : replaced(Ending.UNCLEAR);
            }
        }
    }

    private boolean aborted(KafkaException why) {
        tallies.aborted.increment();
        log.atWarn().addKeyValue("cause", why.toString()).log("transaction aborted; it will be written again");
        try {
            producer.abortTransaction();
            return true;
        } catch (KafkaException fatal) {
            return false;
        }
    }

    /**
     * A new producer of the same id: initialising it ends the old one's transaction. While the broker is away this goes on:
     * what has finished waits, and no call begins meanwhile.
     */
    private Ending replaced(Ending ending) {
        tallies.replaced.increment();
        log.atWarn().log("producer replaced");
        producer.close(Duration.ZERO);
        producer = initialised(Integer.MAX_VALUE);
        return ending;
    }

    private Producer<byte[], byte[]> initialised(int tries) {
        for (int i = 1; ; i++) {
            Producer<byte[], byte[]> fresh = producers.get();
            try {
                fresh.initTransactions();
                return fresh;
            } catch (KafkaException e) {
                fresh.close(Duration.ZERO);
                if (i == tries || e instanceof InterruptException || (i >= INIT_TRIES && stopping.getAsBoolean())) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
