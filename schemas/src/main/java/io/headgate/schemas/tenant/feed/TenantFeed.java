package io.headgate.schemas.tenant.feed;

import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.TenantSettings;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.tenant.KnownSettings;
import io.headgate.schemas.tenant.TenantCatalogs;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
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
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final TenantTopic topic;
    private final KnownSettings known;
    private final CountDownLatch catalogue = new CountDownLatch(1);
    private final CountDownLatch read = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    /** By the feed's thread alone. */
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    private final Thread thread;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;

    private TenantFeed(TenantTopic topic, CatalogSource catalogs) {
        this.topic = topic;
        this.known = new KnownSettings(catalogs);
        catalogs.subscribe(_ -> catalogue.countDown());
        this.thread = Thread.ofPlatform().name("tenant-feed").daemon().unstarted(this::run);
    }

    /** A feed that begins to read as soon as there is a catalogue; {@link #awaitRead} says when it has read. */
    public static TenantFeed start(KafkaConnection kafka, MessageCodec<TenantSettings> codec, CatalogSource catalogs) {
        TenantFeed feed = new TenantFeed(new TenantTopic(kafka, codec), catalogs);
        feed.thread.start();
        return feed;
    }

    /** Waits until the topic has been read to its end; false when it was not in time, or is closed. */
    public boolean awaitRead(Duration atMost) throws InterruptedException {
        return read.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Optional<String> missing() {
        if (catalogue.getCount() > 0) {
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

    private void run() {
        try {
            while (!isClosed() && !catalogue.await(100, TimeUnit.MILLISECONDS)) {
                log.atTrace().log("settings wait for the first catalogue");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return;
        }
        while (!isClosed()) {
            try (KafkaConsumer<byte[], byte[]> consumer = topic.consumer()) {
                reading = consumer;
                follow(consumer);
            } catch (WakeupException closing) {
                log.atDebug().log("the feed of tenants ends");
            } catch (KafkaException away) {
                log.atWarn().log("the settings of tenants cannot be read, trying again: {}", away.toString());
                pause();
            } catch (RuntimeException fault) {
                log.atError().setCause(fault).log("the feed of tenants failed, beginning again");
                pause();
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        // After a failure it goes on where it was: what was in force before must not come back for a moment.
        positions.forEach(consumer::seek);
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (!isClosed()) {
            if (read.getCount() > 0 && TenantTopic.isPast(consumer, ends)) {
                read.countDown();
            }
            consumer.poll(read.getCount() > 0 ? Duration.ofMillis(200) : POLL).forEach(this::hear);
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

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause() {
        try {
            boolean stop = closed.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
            log.atTrace().addKeyValue("stopped", stop).log("rested");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    /** Stops reading; what is known stays so. */
    @Override
    public void close() {
        closed.countDown();
        KafkaConsumer<byte[], byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            if (!thread.join(CLOSE_WITHIN)) {
                log.atWarn().log("the feed of tenants did not end within {}", CLOSE_WITHIN);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
