package io.headgate.router.edge;

import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.AttemptStats;
import io.headgate.schemas.process.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the {@code health} topic on a thread of its own, without a group: every process hears everything, and remembers
 * nothing but what the last minute said. Kafka may go and come back; without it, what is known ages out.
 */
public final class HealthFeed implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HealthFeed.class);

    /** What is older counts for little, and queues of then are no queues of now. */
    private static final Duration BACK = Duration.ofMinutes(1);

    /** Nobody waits for the end of a poll: records end it at once. */
    private static final Duration POLL = Duration.ofSeconds(30);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topic;
    private final MessageCodec<AttemptStats> codec;
    private final BiConsumer<AttemptStats, Instant> out;
    private final InstantSource clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> reading;
    private volatile long unreadable;

    /** @param out is given what workers told, and when they did by this machine's clock; from the feed's thread */
    public HealthFeed(
            KafkaConnection kafka,
            MessageCodec<AttemptStats> codec,
            BiConsumer<AttemptStats, Instant> out,
            InstantSource clock) {
        this(() -> consumer(kafka), kafka.topics().health(), codec, out, clock);
    }

    HealthFeed(
            Supplier<Consumer<byte[], byte[]>> consumers,
            String topic,
            MessageCodec<AttemptStats> codec,
            BiConsumer<AttemptStats, Instant> out,
            InstantSource clock) {
        this.consumers = consumers;
        this.topic = topic;
        this.codec = codec;
        this.out = out;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("router-health").daemon().unstarted(this::run);
    }

    private static Consumer<byte[], byte[]> consumer(KafkaConnection kafka) {
        Map<String, Object> config = kafka.clientProperties();
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // Workers write it beside their transactions.
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        // What is there comes at once; this is only how often a quiet topic is asked again.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 2_000);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Begins to read; returns at once. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (!isClosed()) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                reading = consumer;
                begin(consumer);
                while (!isClosed()) {
                    consumer.poll(POLL).forEach(this::hear);
                }
            } catch (WakeupException closing) {
                log.atDebug().log("the feed of health ends");
            } catch (KafkaException away) {
                log.atWarn().addKeyValue("cause", away.toString()).log("health cannot be read; tried again");
                pause();
            } catch (RuntimeException fault) {
                log.atError().setCause(fault).log("the feed of health failed; it begins again");
                pause();
            }
        }
    }

    /** After a failure it hears the last minute again: what is counted twice is gone in another. */
    private void begin(Consumer<byte[], byte[]> consumer) {
        List<PartitionInfo> known = consumer.partitionsFor(topic);
        if (known == null || known.isEmpty()) {
            throw new KafkaException("topic %s: seen no partitions, allowed 1 or more".formatted(topic));
        }
        List<TopicPartition> all = known.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(all);
        long since = clock.instant().minus(BACK).toEpochMilli();
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        Map<TopicPartition, OffsetAndTimestamp> starts =
                consumer.offsetsForTimes(all.stream().collect(Collectors.toMap(partition -> partition, _ -> since)));
        for (TopicPartition partition : all) {
            // Kafka's map holds null where nothing was written since.
            OffsetAndTimestamp start = starts.get(partition);
            consumer.seek(partition, start == null ? ends.getOrDefault(partition, 0L) : start.offset());
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> heard) {
        Instant now = clock.instant();
        Instant told = Instant.ofEpochMilli(Math.max(0, heard.timestamp()));
        switch (codec.decode(heard.value())) {
            case Decoded.Readable<AttemptStats>(AttemptStats stats) ->
                out.accept(stats, told.isAfter(now) ? now : told);
            case Decoded.Unreadable<AttemptStats> _ -> {
                unreadable++;
                log.atDebug().log("health that cannot be read is passed over; {} so far", unreadable);
            }
        }
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

    /** Stops reading. */
    @Override
    public void close() {
        closed.countDown();
        Consumer<byte[], byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            if (thread.isAlive() && !thread.join(CLOSE_WITHIN)) {
                log.atWarn().log("the feed of health did not end within {}", CLOSE_WITHIN);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
