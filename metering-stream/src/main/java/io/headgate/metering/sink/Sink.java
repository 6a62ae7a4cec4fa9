package io.headgate.metering.sink;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics and books them, on one thread: what it holds of all of them, and their positions, in one transaction. The
 * position in Postgres is the only one that counts: it is read on assignment and moves with what is booked. While Postgres is
 * away the partitions are paused, the consumer stays in its group, and everything waits in Kafka. After a batch that was not
 * booked its topics are booked one by one until each has been: what one of them holds does not stop the others.
 */
public final class Sink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sink.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE = Duration.ofSeconds(15);
    /** Between two transactions: one costs Postgres about the same for a row as for hundreds. */
    private static final Duration PACE = Duration.ofMillis(100);
    /** Positions are for people to look at. */
    private static final Duration SHOW_EVERY = Duration.ofSeconds(1);

    private final List<Feed> feeds;
    private final String name;
    private final Books books;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final int maxRecords;
    private final Backoff brokers;
    private final Thread thread;
    private volatile boolean closed;
    private Map<TopicPartition, OffsetAndMetadata> shown = Map.of();
    private long shownAt = System.nanoTime() - SHOW_EVERY.toNanos();

    /**
     * A sink that is not started yet.
     *
     * @param inputs in the order in which they are written; the same in every process, or two may wait for each other
     * @param consumers gives a consumer of committed records that commits nothing by itself and has no reset policy
     * @param maxRecords the most that such a consumer gives at once: then there is a backlog
     */
    public Sink(
            List<SinkInput> inputs,
            DataSource dataSource,
            Supplier<Consumer<byte[], byte[]>> consumers,
            int maxRecords,
            Duration retryFrom,
            Duration retryUpTo) {
        this.feeds = inputs.stream()
                .map(input -> new Feed(input, new Backoff(retryFrom, retryUpTo, InstantSource.system())))
                .toList();
        this.name = feeds.stream().map(Feed::name).collect(joining("-"));
        this.books = new Books(dataSource);
        this.consumers = consumers;
        this.maxRecords = maxRecords;
        this.brokers = new Backoff(retryFrom, retryUpTo, InstantSource.system());
        this.thread = Thread.ofPlatform().name("headgate-" + name + "-sink").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** How it is with one of its topics. */
    public SinkState state(String topic) {
        return feeds.stream()
                .filter(feed -> feed.topic().equals(topic))
                .findFirst()
                .orElseThrow()
                .state();
    }

    /** Finishes the batch at hand and leaves the group; blocks up to 15 s. */
    @Override
    public void close() {
        closed = true;
        try {
            if (thread.isAlive() && !thread.join(CLOSE)) {
                LOG.atWarn().log("{} sink: still busy after {}, left to itself", name, CLOSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                Placement placement = new Placement(consumer);
                consumer.subscribe(feeds.stream().map(Feed::topic).toList(), placement);
                while (!closed) {
                    turn(consumer, placement);
                }
            } catch (KafkaException e) {
                brokers.failed();
                feeds.forEach(feed -> feed.waiting("Kafka", e));
                pause();
            }
        }
    }

    private void turn(Consumer<byte[], byte[]> consumer, Placement placement) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        book(records, placement);
        place(consumer, placement);
        brokers.succeeded();
        settle(consumer, placement);
        show(consumer, placement.placed().keySet());
        rest(records.count());
    }

    /** What came in so few that more may have come meanwhile is worth a wait; a backlog is not. */
    private void rest(int booked) {
        if (booked > 0 && booked < maxRecords && !closed) {
            LockSupport.parkNanos(PACE.toNanos());
        }
    }

    private void book(ConsumerRecords<byte[], byte[]> records, Placement placement) {
        List<Feed> read = feeds.stream()
                .filter(feed -> records.records(feed.topic()).iterator().hasNext())
                .toList();
        if (read.stream().anyMatch(Feed::isApart)) {
            read.forEach(feed -> book(records, List.of(feed), placement));
        } else if (!read.isEmpty()) {
            book(records, read, placement);
        }
    }

    private void book(ConsumerRecords<byte[], byte[]> records, List<Feed> together, Placement placement) {
        try {
            List<SinkInput> inputs = together.stream().map(Feed::input).toList();
            switch (books.book(records, inputs, placement.placed())) {
                case Books.Outcome.Booked(var next) -> {
                    placement.moved(next);
                    together.forEach(Feed::booked);
                }
                case Books.Outcome.Overtaken(var partition) -> {
                    LOG.atWarn()
                            .log(
                                    "{} sink: {} was booked by another process, reading its position again",
                                    name,
                                    partition);
                    together.forEach(feed -> placement.doubtAll(feed.topic()));
                }
            }
        } catch (SQLException e) {
            notBooked(together, placement, "Postgres", e);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            // A codec that cannot reach its registry, for one: the records are there for another try.
            notBooked(together, placement, "reading or booking a batch", e);
        }
    }

    private static void notBooked(List<Feed> together, Placement placement, String what, Exception e) {
        together.forEach(feed -> {
            placement.doubtAll(feed.topic());
            feed.notBooked(what, e);
        });
    }

    private void place(Consumer<byte[], byte[]> consumer, Placement placement) {
        Map<SinkInput, Set<TopicPartition>> unplaced = new LinkedHashMap<>();
        Set<TopicPartition> all = new HashSet<>();
        List<Feed> due = feeds.stream()
                .filter(feed ->
                        feed.isDue() && !placement.unplaced(feed.topic()).isEmpty())
                .toList();
        due.forEach(feed -> unplaced.put(feed.input(), placement.unplaced(feed.topic())));
        unplaced.values().forEach(all::addAll);
        if (all.isEmpty()) {
            return;
        }
        try {
            Map<TopicPartition, Long> booked = books.positions(unplaced);
            Map<TopicPartition, Long> first = consumer.beginningOffsets(all);
            Map<TopicPartition, Long> end = consumer.endOffsets(all);
            due.forEach(feed -> placement
                    .unplaced(feed.topic())
                    .forEach(partition -> placeOne(
                            feed,
                            placement,
                            partition,
                            requireNonNull(booked.get(partition)),
                            requireNonNull(first.get(partition)),
                            requireNonNull(end.get(partition)))));
        } catch (SQLException e) {
            due.forEach(feed -> feed.waiting("Postgres", e));
        }
    }

    private static void placeOne(
            Feed feed, Placement placement, TopicPartition partition, long booked, long first, long end) {
        if (booked > end) {
            feed.isAnother("%s is booked up to %d but ends at %d; is it another topic of the same name?"
                    .formatted(partition, booked, end));
            return;
        }
        if (booked > 0 && booked < first) {
            feed.lost("records %d to %d of %s were deleted before they were booked"
                    .formatted(booked, first - 1, partition));
        }
        placement.place(partition, booked, first);
    }

    private void settle(Consumer<byte[], byte[]> consumer, Placement placement) {
        if (consumer.groupMetadata().memberId().isEmpty()) {
            return;
        }
        feeds.stream()
                .filter(feed -> placement.unplaced(feed.topic()).isEmpty())
                .forEach(feed -> feed.settled(placement.placed(feed.topic()).size()));
    }

    /** Shows positions to Kafka's tools, and for that alone: nothing reads them back. */
    private void show(Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
        if (System.nanoTime() - shownAt < SHOW_EVERY.toNanos()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> now = new HashMap<>();
        partitions.forEach(partition -> now.put(partition, new OffsetAndMetadata(consumer.position(partition))));
        if (!now.isEmpty() && !now.equals(shown)) {
            shown = now;
            shownAt = System.nanoTime();
            consumer.commitAsync(now, (_, _) -> {});
        }
    }

    private void pause() {
        while (!closed && !brokers.isOver()) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
