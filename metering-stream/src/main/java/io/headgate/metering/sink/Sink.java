package io.headgate.metering.sink;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one topic and books it, on one thread. The position in Postgres is the only one that counts: it is read on
 * assignment and moves with what is booked. While Postgres is away the partitions are paused, the consumer stays in
 * its group, and everything waits in Kafka.
 */
public final class Sink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sink.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE = Duration.ofSeconds(15);
    /** Between two transactions: one costs Postgres about the same for a row as for hundreds. */
    private static final Duration PACE = Duration.ofMillis(100);
    /** Positions are for people to look at. */
    private static final Duration SHOW_EVERY = Duration.ofSeconds(1);

    private final String topic;
    private final Booking booking;
    private final Books books;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final int maxRecords;
    private final Backoff backoff;
    private final Thread thread;
    private volatile boolean closed;
    private volatile SinkState state = new SinkState.Starting();
    private @Nullable String loss;
    private Map<TopicPartition, OffsetAndMetadata> shown = Map.of();
    private long shownAt = System.nanoTime() - SHOW_EVERY.toNanos();

    /**
     * A sink that is not started yet.
     *
     * @param consumers gives a consumer of committed records that commits nothing by itself and has no reset policy
     * @param maxRecords the most that such a consumer gives at once: then there is a backlog
     */
    public Sink(
            String topic,
            Booking booking,
            DataSource dataSource,
            Supplier<Consumer<byte[], byte[]>> consumers,
            int maxRecords,
            Duration retryFrom,
            Duration retryUpTo) {
        this.topic = topic;
        this.booking = booking;
        this.books = new Books(dataSource, booking);
        this.consumers = consumers;
        this.maxRecords = maxRecords;
        this.backoff = new Backoff(retryFrom, retryUpTo, InstantSource.system());
        this.thread =
                Thread.ofPlatform().name("headgate-" + booking.name() + "-sink").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    public SinkState state() {
        return state;
    }

    /** Finishes the batch at hand and leaves the group; blocks up to 15 s. */
    @Override
    public void close() {
        closed = true;
        try {
            if (thread.isAlive() && !thread.join(CLOSE)) {
                LOG.atWarn().log("{} sink: still busy after {}, left to itself", booking.name(), CLOSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                Placement placement = new Placement(consumer);
                consumer.subscribe(List.of(topic), placement);
                while (!closed) {
                    turn(consumer, placement);
                }
            } catch (KafkaException e) {
                waiting("Kafka", e);
                pause();
            }
        }
    }

    private void turn(Consumer<byte[], byte[]> consumer, Placement placement) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (!backoff.isOver()) {
            return;
        }
        try {
            if (!records.isEmpty()) {
                book(records, placement);
            }
            place(consumer, placement);
            settled(consumer, placement);
            rest(records.count());
        } catch (SQLException e) {
            placement.doubtAll();
            waiting("Postgres", e);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            // A codec that cannot reach its registry, for one: the records are there for another try.
            placement.doubtAll();
            waiting("reading or booking a batch", e);
        }
    }

    /** What came in so few that more may have come meanwhile is worth a wait; a backlog is not. */
    private void rest(int booked) {
        if (booked > 0 && booked < maxRecords && !closed) {
            LockSupport.parkNanos(PACE.toNanos());
        }
    }

    private void book(ConsumerRecords<byte[], byte[]> records, Placement placement) throws SQLException {
        switch (books.book(records, placement.placed())) {
            case Books.Outcome.Booked(var next) -> placement.moved(next);
            case Books.Outcome.Overtaken(var partition) -> {
                LOG.atWarn()
                        .log(
                                "{} sink: {} was booked by another process, reading its position again",
                                booking.name(),
                                partition);
                placement.doubtAll();
            }
        }
    }

    private void place(Consumer<byte[], byte[]> consumer, Placement placement) throws SQLException {
        Set<TopicPartition> unplaced = placement.unplaced();
        if (unplaced.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> booked = books.positions(unplaced);
        Map<TopicPartition, Long> first = consumer.beginningOffsets(unplaced);
        Map<TopicPartition, Long> end = consumer.endOffsets(unplaced);
        for (TopicPartition partition : unplaced) {
            placeOne(
                    placement,
                    partition,
                    requireNonNull(booked.get(partition)),
                    requireNonNull(first.get(partition)),
                    requireNonNull(end.get(partition)));
        }
    }

    private void placeOne(Placement placement, TopicPartition partition, long booked, long first, long end) {
        if (booked > end) {
            broken("%s is booked up to %d but ends at %d; is it another topic of the same name?"
                    .formatted(partition, booked, end));
            backoff.failed();
            return;
        }
        if (booked > 0 && booked < first) {
            loss = "records %d to %d of %s were deleted before they were booked"
                    .formatted(booked, first - 1, partition);
            broken(loss);
        }
        placement.place(partition, booked, first);
    }

    private void settled(Consumer<byte[], byte[]> consumer, Placement placement) {
        if (!placement.unplaced().isEmpty()) {
            return;
        }
        backoff.succeeded();
        show(consumer, placement.placed().keySet());
        if (loss != null) {
            state = new SinkState.Broken(loss);
        } else if (!consumer.groupMetadata().memberId().isEmpty()) {
            state = new SinkState.Booking(placement.placed().size());
        }
    }

    /** Shows positions to Kafka's tools, and for that alone: nothing reads them back. */
    private void show(Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
        if (System.nanoTime() - shownAt < SHOW_EVERY.toNanos()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> now = new HashMap<>();
        partitions.forEach(partition -> now.put(partition, new OffsetAndMetadata(consumer.position(partition))));
        if (!now.equals(shown)) {
            shown = now;
            shownAt = System.nanoTime();
            consumer.commitAsync(now, (_, _) -> {});
        }
    }

    private void broken(String reason) {
        if (!(state instanceof SinkState.Broken)) {
            LOG.atError().log("{} sink: {}", booking.name(), reason);
        }
        state = new SinkState.Broken(reason);
    }

    private void waiting(String what, Exception e) {
        Duration pause = backoff.failed();
        if (!(state instanceof SinkState.Waiting)) {
            LOG.atWarn()
                    .setCause(e)
                    .log("{} sink: {} does not answer, everything waits in Kafka", booking.name(), what);
        } else {
            LOG.atDebug().log("{} sink: {}: {}, again in {}", booking.name(), what, e.toString(), pause);
        }
        state = new SinkState.Waiting(what + ": " + e.getMessage());
    }

    private void pause() {
        while (!closed && !backoff.isOver()) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
