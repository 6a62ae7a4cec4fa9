package io.headgate.api.edge;

import io.headgate.api.lookup.Completeness;
import io.headgate.schemas.process.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Asks Kafka how far the indexing processes are, all of them: each reads some partitions, and a request may be in those of
 * another. What stood in {@code admissions} when asked is in the index when their group has committed beyond it.
 *
 * <p>However many ask, one round is under way at a time; who asks meanwhile takes part in the next. Thread-safe.
 */
public final class IndexProgress implements Completeness {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    private final ClusterQuestions cluster;
    private final String topic;
    private final String group;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable CompletableFuture<Boolean> next;
    private boolean running;

    /** @param group of the processes that index */
    public IndexProgress(ClusterQuestions cluster, KafkaConnection kafka, String group) {
        this.cluster = cluster;
        this.topic = kafka.topics().admissions();
        this.group = group;
    }

    @Override
    public boolean reached() throws InterruptedException {
        try {
            return join().get(2 * PATIENCE.plus(ANSWER_WITHIN).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException nobodyCanTell) {
            return false;
        }
    }

    /** The round that begins next: one that is under way may have begun before what is asked for was written. */
    private CompletableFuture<Boolean> join() {
        lock.lock();
        try {
            CompletableFuture<Boolean> mine = next == null ? new CompletableFuture<>() : next;
            next = mine;
            if (!running) {
                running = true;
                Thread.ofVirtual().name("api-index-progress").start(this::rounds);
            }
            return mine;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable CompletableFuture<Boolean> begin() {
        lock.lock();
        try {
            CompletableFuture<Boolean> round = next;
            next = null;
            running = round != null;
            return round;
        } finally {
            lock.unlock();
        }
    }

    private void rounds() {
        for (CompletableFuture<Boolean> round = begin(); round != null; round = begin()) {
            try {
                round.complete(look());
            } catch (InterruptedException | RuntimeException | ExecutionException | TimeoutException e) {
                round.completeExceptionally(e);
            }
        }
    }

    private boolean look() throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, Long> ends = ends();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!isBeyond(ends)) {
            if (System.nanoTime() - until >= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
        return true;
    }

    /** Without what open transactions have written: that is not accepted yet. */
    private Map<TopicPartition, Long> ends() throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        cluster.partitions(topic, ANSWER_WITHIN).forEach(each -> wanted.put(each, OffsetSpec.latest()));
        ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, Long> ends = new HashMap<>();
        cluster.answer(asked -> asked.listOffsets(wanted, committed).all(), ANSWER_WITHIN)
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private boolean isBeyond(Map<TopicPartition, Long> ends)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> committed = cluster.answer(
                asked -> asked.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), ANSWER_WITHIN);
        return ends.entrySet().stream().allMatch(end -> {
            OffsetAndMetadata there = committed.get(end.getKey());
            return (there == null ? 0 : there.offset()) >= end.getValue();
        });
    }
}
