package io.headgate.router.edge;

import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.CanaryStop;
import io.headgate.schemas.message.ModelRefusal;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.QuietTopic;
import io.headgate.schemas.process.TopicFollower;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what routers tell each other and what stands until it is taken back: all of a compacted topic from its beginning,
 * without a group. What was aborted is not heard. After a failure all is read again: it is short, and the newest of a key is
 * what holds.
 */
public final class StandingFeed<T> implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StandingFeed.class);
    private static final Duration FIRST_POLLS = Duration.ofMillis(200);
    private static final Duration POLL = Duration.ofSeconds(5);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topic;
    private final MessageCodec<T> codec;
    private final Function<T, String> keys;
    private final Out<T> out;
    private final CountDownLatch read = new CountDownLatch(1);
    private final TopicFollower follower;

    /** Who is given what is told, from the feed's thread. */
    @FunctionalInterface
    public interface Out<T> {
        /**
         * What stands under a key from now on; null when nothing does.
         *
         * @throws IllegalArgumentException when the key is none of the topic's
         */
        void told(String key, @Nullable T standing);
    }

    /**
     * One that does not read yet.
     *
     * @param keys what a value's record has to be keyed by
     */
    StandingFeed(
            Supplier<Consumer<byte[], byte[]>> consumers,
            String topic,
            MessageCodec<T> codec,
            Function<T, String> keys,
            Out<T> out) {
        this.consumers = consumers;
        this.topic = topic;
        this.codec = codec;
        this.keys = keys;
        this.out = out;
        this.follower = new TopicFollower("router-" + topic, topic, () -> new Following(consumers.get()));
    }

    /** Which replacements were stopped, by whatever router. */
    static StandingFeed<CanaryStop> ofCanaries(KafkaConnection kafka, Codecs codecs, Out<CanaryStop> out) {
        return new StandingFeed<>(
                () -> consumer(kafka),
                kafka.topics().canaries(),
                codecs.canaryStop(),
                stop -> stop.alias().value(),
                out);
    }

    /** What models refused, whichever router learned it. */
    static StandingFeed<ModelRefusal> ofRefusals(KafkaConnection kafka, Codecs codecs, Out<ModelRefusal> out) {
        return new StandingFeed<>(
                () -> consumer(kafka), kafka.topics().refusals(), codecs.modelRefusal(), ModelRefusal::key, out);
    }

    private static Consumer<byte[], byte[]> consumer(KafkaConnection kafka) {
        Map<String, Object> config = kafka.readerProperties();
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, QuietTopic.FETCH_WAIT_MS);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    String topic() {
        return topic;
    }

    /** Begins to read; returns at once. */
    public void start() {
        follower.start();
    }

    /** Waits until what was there at the start is read; false when it was not in time. */
    public boolean awaitRead(Duration atMost) {
        try {
            return read.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private final class Following implements TopicFollower.Reading {
        private final Consumer<byte[], byte[]> consumer;
        private Map<TopicPartition, Long> ends = Map.of();

        Following(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void begin() {
            List<PartitionInfo> known = consumer.partitionsFor(topic);
            if (known == null || known.isEmpty()) {
                throw new KafkaException("topic %s: seen no partitions, allowed 1 or more".formatted(topic));
            }
            consumer.assign(known.stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList());
            consumer.seekToBeginning(consumer.assignment());
            ends = consumer.endOffsets(consumer.assignment());
        }

        @Override
        public void next() {
            if (read.getCount() > 0 && isPastEnds()) {
                read.countDown();
            }
            consumer.poll(read.getCount() > 0 ? FIRST_POLLS : POLL).forEach(StandingFeed.this::hear);
        }

        private boolean isPastEnds() {
            return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
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
        if (!isTaken(record)) {
            log.atError()
                    .log(
                            "{}-{}@{} says nothing that could stand under its key; it is passed over",
                            topic,
                            record.partition(),
                            record.offset());
        }
    }

    private boolean isTaken(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return false;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        T standing = record.value() == null ? null : read(record.value());
        if (record.value() != null && (standing == null || !keys.apply(standing).equals(key))) {
            return false;
        }
        try {
            out.told(key, standing);
            return true;
        } catch (IllegalArgumentException noKeyOfTheTopic) {
            return false;
        }
    }

    private @Nullable T read(byte[] value) {
        return codec.decode(value) instanceof Decoded.Readable<T>(T standing) ? standing : null;
    }

    /** Stops reading; what is known stays so. */
    @Override
    public void close() {
        follower.close();
    }
}
