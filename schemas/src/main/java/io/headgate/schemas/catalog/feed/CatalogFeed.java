package io.headgate.schemas.catalog.feed;

import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.CurrentCatalog;
import io.headgate.schemas.catalog.publish.CatalogTopic;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.PublishedCatalog;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.QuietTopic;
import io.headgate.schemas.process.TopicFollower;
import io.headgate.schemas.telemetry.LogKeys;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a process on the newest good catalogue of the {@code catalog} topic.
 *
 * <p>One thread reads the topic from its beginning; nothing is in force until its end, as it was at the start, has been
 * read, so that a starting process never serves an old revision first. A record that cannot be read or is not valid
 * leaves the last good one in force, and an older revision never replaces a newer one. Kafka may go and come back.
 * Thread-safe.
 */
public final class CatalogFeed implements CatalogSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogFeed.class);
    /** Nobody waits for the end of a poll: records end it at once. */
    private static final Duration POLL = Duration.ofSeconds(30);
    /** While one waits for what was before the end. */
    private static final Duration FIRST_POLLS = Duration.ofMillis(500);

    private final CurrentCatalog current = new CurrentCatalog();
    private final CatalogTopic topic;
    private final CatalogReader reader;
    private final TopicFollower follower;
    private volatile Optional<Rejected> lastRejected = Optional.empty();
    /** By the follower's thread alone. */
    private long furthest = -1;

    private CatalogFeed(CatalogTopic topic, CatalogReader reader) {
        this.topic = topic;
        this.reader = reader;
        this.follower = new TopicFollower("catalog-feed", topic.name(), Following::new);
    }

    /** A feed that has begun to read; {@link #awaitFirst} says when there is something. */
    public static CatalogFeed start(KafkaConnection kafka, MessageCodec<PublishedCatalog> codec, InstantSource clock) {
        CatalogFeed feed = new CatalogFeed(new CatalogTopic(kafka, codec), new CatalogReader(clock));
        feed.follower.start();
        return feed;
    }

    @Override
    public Catalogue current() {
        return current.current();
    }

    /** {@inheritDoc} The listener is called by the feed's thread: one that is slow delays the next catalogue. */
    @Override
    public void subscribe(Consumer<Catalogue> listener) {
        current.subscribe(listener);
    }

    /** Waits until a catalogue is in force; false when none came in time. */
    public boolean awaitFirst(Duration atMost) throws InterruptedException {
        return current.awaitFirst(atMost);
    }

    /** The last record that could not take effect; empty again as soon as a later one does. */
    public Optional<Rejected> lastRejected() {
        return lastRejected;
    }

    /** Stops reading; the catalogue in force stays so. */
    @Override
    public void close() {
        follower.close();
    }

    /** One reading of the topic, from its beginning. */
    private final class Following implements TopicFollower.Reading {
        private final KafkaConsumer<String, byte[]> consumer = topic.consumerThatFollows();
        private Optional<Catalogue> best = Optional.empty();
        private long end;

        @Override
        public void begin() {
            end = topic.end(consumer);
        }

        @Override
        public void next() {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(best.isPresent() ? FIRST_POLLS : POLL)) {
                best = better(best, record);
                furthest = Math.max(furthest, record.offset());
            }
            if (best.isPresent() && topic.position(consumer) >= end) {
                putInForce(best.get());
                best = Optional.empty();
            }
        }

        @Override
        public void wakeUp() {
            consumer.wakeup();
        }

        @Override
        public void close() {
            QuietTopic.close(consumer);
        }
    }

    /** The catalogue of a record, if it is good and newer than what was found before. */
    private Optional<Catalogue> better(Optional<Catalogue> before, ConsumerRecord<String, byte[]> record) {
        return switch (topic.decode(record)) {
            case Decoded.Unreadable<PublishedCatalog>(var failure) -> {
                reject(new Rejected.Unreadable(record.offset(), failure.message()));
                LOG.atError()
                        .log(
                                "catalogue at offset {} cannot be read, the last good one stays: {}",
                                record.offset(),
                                failure.message());
                yield before;
            }
            case Decoded.Readable<PublishedCatalog>(PublishedCatalog read) ->
                newer(before, read) ? valid(record, read).or(() -> before) : before;
        };
    }

    private boolean newer(Optional<Catalogue> before, PublishedCatalog read) {
        return before.or(current::find)
                .map(known -> read.revision().compareTo(known.revision()) > 0)
                .orElse(true);
    }

    private Optional<Catalogue> valid(ConsumerRecord<String, byte[]> record, PublishedCatalog read) {
        return switch (reader.read(read.yaml(), read.revision())) {
            case ReadCatalog.Valid valid -> {
                lastRejected = Optional.empty();
                yield Optional.of(valid.catalogue());
            }
            case ReadCatalog.Invalid invalid -> {
                reject(new Rejected.Invalid(record.offset(), read.revision(), invalid.problems()));
                LOG.atError()
                        .addKeyValue(LogKeys.REVISION, read.revision())
                        .log(
                                "catalogue is not valid here, the last good one stays: {} problems, the first: {}",
                                invalid.problems().size(),
                                invalid.problems().get(0));
                yield Optional.empty();
            }
        };
    }

    /** What is read once more, after a failure, is not news. */
    private void reject(Rejected rejected) {
        if (rejected.offset() > furthest) {
            lastRejected = Optional.of(rejected);
        }
    }

    private void putInForce(Catalogue catalogue) {
        if (current.swapToNewer(catalogue)) {
            LOG.atInfo().addKeyValue(LogKeys.REVISION, catalogue.revision()).log("catalogue in force");
        }
    }
}
