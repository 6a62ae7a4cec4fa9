package io.headgate.router.edge;

import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.AttemptStats;
import io.headgate.schemas.message.Feedback;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.QuietTopic;
import io.headgate.schemas.process.TopicFollower;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a topic on a thread of its own, without a group: every process hears everything, and begins with what was said
 * lately. Kafka may go and come back; without it, what is known ages out.
 */
public final class TopicFeed<T> implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TopicFeed.class);

    /** Nobody waits for the end of a poll: records end it at once. */
    private static final Duration POLL = Duration.ofSeconds(30);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topic;
    private final Duration back;
    private final MessageCodec<T> codec;
    private final BiConsumer<T, Instant> out;
    private final InstantSource clock;
    /** By the feed's thread alone. */
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    private final TopicFollower follower;
    private long unreadable;

    /**
     * What workers tell of targets, of the last minute on: what is older counts for little, and queues of then are no queues
     * of now.
     *
     * @param out is given what was told, and when by this machine's clock; from the feed's thread
     */
    public static TopicFeed<AttemptStats> ofHealth(
            KafkaConnection kafka, Codecs codecs, BiConsumer<AttemptStats, Instant> out, InstantSource clock) {
        return new TopicFeed<>(
                () -> consumer(kafka),
                kafka.topics().health(),
                Duration.ofMinutes(1),
                codecs.attemptStats(),
                out,
                clock);
    }

    /** What is said of answers, of the last three days on; the parameters as above. */
    public static TopicFeed<Feedback> ofFeedback(
            KafkaConnection kafka, Codecs codecs, BiConsumer<Feedback, Instant> out, InstantSource clock) {
        return new TopicFeed<>(
                () -> consumer(kafka), kafka.topics().feedback(), Duration.ofDays(3), codecs.feedback(), out, clock);
    }

    /** @param back how far back it begins; after a failure it goes on where it was */
    TopicFeed(
            Supplier<Consumer<byte[], byte[]>> consumers,
            String topic,
            Duration back,
            MessageCodec<T> codec,
            BiConsumer<T, Instant> out,
            InstantSource clock) {
        this.consumers = consumers;
        this.topic = topic;
        this.back = back;
        this.codec = codec;
        this.out = out;
        this.clock = clock;
        this.follower = new TopicFollower("router-" + topic, topic, () -> new Reading(consumers.get()));
    }

    private static Consumer<byte[], byte[]> consumer(KafkaConnection kafka) {
        Map<String, Object> config = kafka.readerProperties();
        // Workers write it beside their transactions.
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, QuietTopic.FETCH_WAIT_MS);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Begins to read; returns at once. */
    public void start() {
        follower.start();
    }

    private final class Reading implements TopicFollower.Reading {
        private final Consumer<byte[], byte[]> consumer;

        Reading(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void begin() {
            TopicFeed.this.begin(consumer);
        }

        @Override
        public void next() {
            consumer.poll(POLL).forEach(TopicFeed.this::hear);
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

    /** Begins with what was said lately; after a failure with what it has not heard of that: nothing counts twice. */
    private void begin(Consumer<byte[], byte[]> consumer) {
        List<PartitionInfo> known = consumer.partitionsFor(topic);
        if (known == null || known.isEmpty()) {
            throw new KafkaException("topic %s: seen no partitions, allowed 1 or more".formatted(topic));
        }
        List<TopicPartition> all = known.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(all);
        long since = clock.instant().minus(back).toEpochMilli();
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        Map<TopicPartition, OffsetAndTimestamp> starts =
                consumer.offsetsForTimes(all.stream().collect(Collectors.toMap(partition -> partition, _ -> since)));
        for (TopicPartition partition : all) {
            // Kafka's map holds null where nothing was written since.
            OffsetAndTimestamp start = starts.get(partition);
            Long next = positions.get(partition);
            long lately = start == null ? ends.getOrDefault(partition, 0L) : start.offset();
            consumer.seek(partition, next == null ? lately : Math.max(next, lately));
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> heard) {
        positions.put(new TopicPartition(heard.topic(), heard.partition()), heard.offset() + 1);
        Instant now = clock.instant();
        Instant at = Instant.ofEpochMilli(Math.max(0, heard.timestamp()));
        switch (codec.decode(heard.value())) {
            case Decoded.Readable<T>(T told) -> out.accept(told, at.isAfter(now) ? now : at);
            case Decoded.Unreadable<T> _ -> {
                unreadable++;
                log.atDebug().log("a record of {} that cannot be read is passed over; {} so far", topic, unreadable);
            }
        }
    }

    /** Stops reading. */
    @Override
    public void close() {
        follower.close();
    }
}
