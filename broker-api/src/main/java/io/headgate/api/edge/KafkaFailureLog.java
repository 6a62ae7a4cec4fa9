package io.headgate.api.edge;

import io.headgate.api.replay.Extent;
import io.headgate.api.replay.FailedRow.Place;
import io.headgate.api.replay.FailureLog;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.registry.RegistryUnavailableException;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.process.KafkaConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The topic {@code failures}, read by place, without a group. */
public final class KafkaFailureLog implements FailureLog, AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(250);
    /** Records that are sooner read than jumped over. */
    private static final long NEAR = 200;

    private final KafkaConnection kafka;
    private final Codecs codecs;
    private final String topic;
    private final TopicExtent extent;
    /** Read and not asked for yet, of the partition that is assigned. */
    private final Deque<ConsumerRecord<byte[], byte[]>> ahead = new ArrayDeque<>();

    private @Nullable Consumer<byte[], byte[]> consumer;

    public KafkaFailureLog(ClusterQuestions cluster, KafkaConnection kafka, Codecs codecs) {
        this.kafka = kafka;
        this.codecs = codecs;
        this.topic = kafka.topics().failures();
        this.extent = new TopicExtent(cluster, topic);
    }

    @Override
    public Extent extent() {
        return extent.present();
    }

    @Override
    public Optional<FailedRequest> read(Place place) {
        TopicPartition partition = new TopicPartition(topic, place.partition());
        try {
            Consumer<byte[], byte[]> reading = reading();
            goTo(reading, partition, place.offset());
            return record(reading, partition, place.offset())
                    .flatMap(record -> switch (codecs.failedRequest().decode(record.value())) {
                        case Decoded.Readable<FailedRequest>(FailedRequest failed) -> Optional.of(failed);
                        case Decoded.Unreadable<FailedRequest> _ -> Optional.empty();
                    });
        } catch (InvalidOffsetException beforeTheFirstOrBehindTheLast) {
            forgetPlace();
            return Optional.empty();
        } catch (KafkaException | RegistryUnavailableException away) {
            throw new UnavailableException(away);
        }
    }

    /** The next read begins with a seek: from where nothing is kept every poll would fail, whatever is asked for. */
    private void forgetPlace() {
        ahead.clear();
        reading().assign(List.of());
    }

    private Consumer<byte[], byte[]> reading() {
        Consumer<byte[], byte[]> present = consumer;
        if (present == null) {
            present = new KafkaConsumer<>(settings());
            consumer = present;
        }
        return present;
    }

    private void goTo(Consumer<byte[], byte[]> reading, TopicPartition partition, long offset) {
        boolean same = reading.assignment().contains(partition);
        if (!same) {
            ahead.clear();
            reading.assign(List.of(partition));
        }
        while (!ahead.isEmpty() && ahead.peek().offset() < offset) {
            ahead.remove();
        }
        if (ahead.isEmpty() && !(same && isNear(reading.position(partition, ANSWER_WITHIN), offset))) {
            reading.seek(partition, offset);
        } else if (!ahead.isEmpty() && ahead.peek().offset() > offset) {
            ahead.clear();
            reading.seek(partition, offset);
        }
    }

    private static boolean isNear(long position, long offset) {
        return position <= offset && offset - position < NEAR;
    }

    private Optional<ConsumerRecord<byte[], byte[]>> record(
            Consumer<byte[], byte[]> reading, TopicPartition partition, long offset) {
        long until = System.nanoTime() + ANSWER_WITHIN.toNanos();
        while (true) {
            while (!ahead.isEmpty() && ahead.peek().offset() < offset) {
                ahead.remove();
            }
            if (!ahead.isEmpty()) {
                return ahead.peek().offset() == offset ? Optional.of(ahead.remove()) : Optional.empty();
            }
            // What was aborted, or compacted away, is passed over without a record.
            if (reading.position(partition, ANSWER_WITHIN) > offset) {
                return Optional.empty();
            }
            if (System.nanoTime() > until) {
                throw new UnavailableException(
                        new TimeoutException("no record of %s within %s".formatted(partition, ANSWER_WITHIN)));
            }
            reading.poll(POLL).forEach(ahead::add);
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = kafka.readerProperties();
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "headgate-api-replays");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, (int) NEAR);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_WITHIN.toMillis());
        return settings;
    }

    /** Once nobody reads any more. */
    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
        }
    }
}
