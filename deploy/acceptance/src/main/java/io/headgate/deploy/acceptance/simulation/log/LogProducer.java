package io.headgate.deploy.acceptance.simulation.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;

/** A transactional producer of the log: records and a group's offsets together, or neither. */
public final class LogProducer extends MockProducer<byte[], byte[]> {
    private final EventLog log;
    private final Group group;
    private final String transactionalId;
    private final Faults faults;
    private final List<ProducerRecord<byte[], byte[]>> written = new ArrayList<>();
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    private int epoch;
    private boolean done;

    public LogProducer(EventLog log, Group group, String transactionalId, Faults faults) {
        this.log = log;
        this.group = group;
        this.transactionalId = transactionalId;
        this.faults = faults;
    }

    @Override
    public void initTransactions() {
        epoch = log.takeOver(transactionalId);
    }

    @Override
    public void beginTransaction() {
        written.clear();
        offsets.clear();
        done = false;
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> next) {
        faults.mayDie();
        written.add(next);
        return new CompletableFuture<>();
    }

    @Override
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> sent, ConsumerGroupMetadata from) {
        if (faults.refusesStaleOffsets() && !group.takesFrom(from.memberId(), from.generationId())) {
            throw new CommitFailedException("generation %d is over".formatted(from.generationId()));
        }
        sent.forEach((partition, offset) ->
                offsets.put(partition, faults.keepsMetadata() ? offset : new OffsetAndMetadata(offset.offset(), "")));
        if (faults.commitsOffsetsFirst()) {
            group.commit(offsets);
        }
    }

    @Override
    public synchronized void flush() {
        faults.mayDie();
    }

    @Override
    public void commitTransaction() {
        if (done) {
            return;
        }
        if (log.isFenced(transactionalId, epoch)) {
            throw new ProducerFencedException("another producer is " + transactionalId);
        }
        switch (faults.commit()) {
            case NONE -> apply();
            case ABORTED -> throw new KafkaException("the transaction was refused");
            case DONE_UNHEARD -> {
                apply();
                throw new TimeoutException("no answer to a commit that is done");
            }
            case NOT_DONE_UNHEARD -> throw new TimeoutException("no answer to a commit that did not arrive");
        }
    }

    private void apply() {
        faults.mayDie();
        log.end(written, true);
        group.commit(offsets);
        done = true;
        faults.mayDie();
    }

    @Override
    public void abortTransaction() {
        if (log.isFenced(transactionalId, epoch)) {
            throw new ProducerFencedException("another producer is " + transactionalId);
        }
        log.end(written, false);
    }

    @Override
    public void close(Duration timeout) {
        // What is left open is aborted by whoever takes over the id; nothing of it is on the log yet.
    }
}
