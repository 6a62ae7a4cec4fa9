package io.headgate.api.edge;

import io.headgate.api.feedback.JudgementIntake;
import io.headgate.api.feedback.JudgementIntake.Taken;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.TopicFollower;
import io.headgate.schemas.topic.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code judgements}, all processes as one group. What cannot be taken in now waits, and what comes behind it in its
 * partition; what never can be is a dead letter, with the reason. Offsets are committed after that: what is taken in twice counts
 * once, as each answer has one judgement.
 */
public final class JudgementFeed implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration REST = Duration.ofSeconds(1);
    /** The index follows by tens of milliseconds: what it does not know for so long it will not know. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);
    private static final int AT_ONCE = 100;

    private final KafkaConnection kafka;
    private final JudgementIntake intake;
    private final InstantSource clock;
    private final Producer<byte[], byte[]> dead;
    private final TopicFollower follower;
    private final CountDownLatch closing = new CountDownLatch(1);
    /** Since when the first record of a partition waits; by the follower's thread alone. */
    private final Map<TopicPartition, Instant> waiting = new HashMap<>();

    public JudgementFeed(KafkaConnection kafka, JudgementIntake intake, InstantSource clock) {
        this.kafka = kafka;
        this.intake = intake;
        this.clock = clock;
        this.dead = new KafkaProducer<>(KafkaAdmissionLog.settings(kafka, "headgate-api-judgements-dead"));
        this.follower = new TopicFollower(
                "api-judgements", kafka.topics().judgements(), () -> new Reading(new KafkaConsumer<>(settings())));
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
            consumer.subscribe(List.of(kafka.topics().judgements()));
        }

        @Override
        public void next() {
            JudgementFeed.this.next(consumer);
        }

        @Override
        public void wakeUp() {
            consumer.wakeup();
        }

        @Override
        public void close() {
            consumer.close();
        }
    }

    private void next(Consumer<byte[], byte[]> consumer) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        Map<TopicPartition, OffsetAndMetadata> settled = new HashMap<>();
        boolean somebodyWaits = false;
        try {
            for (TopicPartition partition : records.partitions()) {
                for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                    if (!isSettled(record)) {
                        somebodyWaits = true;
                        consumer.seek(partition, record.offset());
                        break;
                    }
                    settled.put(partition, new OffsetAndMetadata(record.offset() + 1));
                }
            }
            if (!settled.isEmpty()) {
                consumer.commitSync(settled);
            }
            if (somebodyWaits && closing.await(REST.toMillis(), TimeUnit.MILLISECONDS)) {
                consumer.wakeup();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            consumer.wakeup();
        }
    }

    private boolean isSettled(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Taken taken = intake.take(
                header(record.headers(), HeaderNames.TENANT), header(record.headers(), HeaderNames.ID), record.value());
        if (taken instanceof Taken.Later(Failure failure, boolean known)) {
            Instant since = waiting.computeIfAbsent(partition, _ -> clock.instant());
            if (known || clock.instant().isBefore(since.plus(PATIENCE))) {
                return false;
            }
            taken = new Taken.Refused(failure);
        }
        waiting.remove(partition);
        if (taken instanceof Taken.Refused(Failure failure)) {
            bury(record, failure);
        }
        return true;
    }

    /** With the client's headers, so that it can be sent again. */
    private void bury(ConsumerRecord<byte[], byte[]> record, Failure failure) throws InterruptedException {
        Headers headers = new RecordHeaders(record.headers());
        put(headers, HeaderNames.DEAD_CODE, failure.code().wireName());
        String seen = failure.seen() == null ? "" : " seen " + failure.seen();
        String allowed = failure.allowed() == null ? "" : " allowed " + failure.allowed();
        put(headers, HeaderNames.DEAD_MESSAGE, failure.message() + seen + allowed);
        put(
                headers,
                HeaderNames.DEAD_SOURCE,
                "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset()));
        try {
            dead.send(new ProducerRecord<>(kafka.topics().deadletters(), null, record.key(), record.value(), headers))
                    .get();
        } catch (ExecutionException e) {
            throw new KafkaException("a judgement could not be buried", e.getCause());
        }
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String header(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = kafka.readerProperties();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.topics().prefix() + "api-judgements");
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "headgate-api-judgements");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, AT_ONCE);
        // What is there comes at once; this is how often it is asked again while nothing is.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) POLL.toMillis());
        return settings;
    }

    /** Stops reading. */
    @Override
    public void close() {
        closing.countDown();
        follower.close();
        dead.close(CLOSE_WITHIN);
    }
}
