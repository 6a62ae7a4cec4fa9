package io.headgate.schemas.tenant.feed;

import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.TenantSettings;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.QuietTopic;
import io.headgate.schemas.process.TopicFollower;
import io.headgate.schemas.tenant.KnownSettings;
import io.headgate.schemas.tenant.TenantCatalogs;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a process on the settings of all tenants.
 *
 * <p>One thread reads the topic {@code tenants}, whole and without a group; nothing is answered until its end, as it was at
 * the start, has been read, so that a starting process never serves a tenant that was disabled. Kafka may go and come back;
 * meanwhile what is known holds. Thread-safe.
 */
public final class TenantFeed implements TenantCatalogs, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TenantFeed.class);
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration FIRST_POLLS = Duration.ofMillis(200);

    private final TenantTopic topic;
    private final KnownSettings known;
    /** Whether the first catalogue has come, and with it the time to read. */
    private final AtomicBoolean begun = new AtomicBoolean();

    private final CountDownLatch read = new CountDownLatch(1);
    /** By the feed's thread alone. */
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    private final TopicFollower follower;

    private TenantFeed(TenantTopic topic, CatalogSource catalogs) {
        this.topic = topic;
        this.known = new KnownSettings(catalogs);
        this.follower = new TopicFollower("tenant-feed", topic.name(), Following::new);
    }

    /** A feed that begins to read as soon as there is a catalogue; {@link #awaitRead} says when it has read. */
    public static TenantFeed start(KafkaConnection kafka, MessageCodec<TenantSettings> codec, CatalogSource catalogs) {
        TenantFeed feed = new TenantFeed(new TenantTopic(kafka, codec), catalogs);
        catalogs.subscribe(_ -> feed.begin());
        return feed;
    }

    private void begin() {
        if (begun.compareAndSet(false, true)) {
            follower.start();
        }
    }

    /** Waits until the topic has been read to its end; false when it was not in time, or is closed. */
    public boolean awaitRead(Duration atMost) throws InterruptedException {
        return read.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Optional<String> missing() {
        if (!begun.get()) {
            return Optional.of(NO_CATALOGUE);
        }
        return read.getCount() > 0
                ? Optional.of("the settings of tenants are still being read from topic " + topic.name())
                : Optional.empty();
    }

    @Override
    public Catalogue common() {
        return settings().common();
    }

    @Override
    public Catalogue of(TenantId tenant) {
        return settings().of(tenant);
    }

    @Override
    public long largestBodyBytes() {
        return settings().largestBodyBytes();
    }

    /** The tenants whose results are relayed, and to which topics. */
    public Map<TenantId, Set<String>> replyTopics() {
        return settings().replyTopics();
    }

    /** The tenants whose newest settings are not in force, and why. */
    public Map<TenantId, String> rejected() {
        return known.rejected();
    }

    private KnownSettings settings() {
        if (read.getCount() > 0) {
            throw new IllegalStateException("tenants: their settings have not been read yet, await them");
        }
        return known;
    }

    /** One reading of the topic; after a failure it goes on where it was. */
    private final class Following implements TopicFollower.Reading {
        private final KafkaConsumer<byte[], byte[]> consumer = topic.consumerThatFollows();
        private Map<TopicPartition, Long> ends = Map.of();

        @Override
        public void begin() {
            // What was in force before must not come back for a moment.
            positions.forEach(consumer::seek);
            ends = consumer.endOffsets(consumer.assignment());
        }

        @Override
        public void next() {
            if (read.getCount() > 0 && TenantTopic.isPast(consumer, ends)) {
                read.countDown();
            }
            consumer.poll(read.getCount() > 0 ? FIRST_POLLS : POLL).forEach(TenantFeed.this::hear);
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

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        switch (topic.read(record)) {
            case TenantTopic.Said.Set(TenantSettings settings) -> known.put(settings);
            case TenantTopic.Said.TakenBack(TenantId tenant) -> known.remove(tenant);
            case TenantTopic.Said.Unreadable(TenantId tenant, String why) -> known.unreadable(tenant, why);
            case TenantTopic.Said.Nobodys(String why) ->
                log.atError().log("settings of nobody are passed over: {}", why);
        }
        positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    }

    /** Stops reading; what is known stays so. */
    @Override
    public void close() {
        follower.close();
    }
}
